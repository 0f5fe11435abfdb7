import { violations } from "./messages.ts";
import { ProtocolError } from "./protocol-error.ts";

/** The code length of each byte and of the end mark, in bits, one base-36 digit each (RFC 7541, appendix B). */
const codeLengths =
  "dnsssssssoussussssssssusssssssss6aacd68baa8b8666555666666678f6cad67777777777777777777777878djde6f565" +
  "65666577666567655677777fbedskmkkmmmnmnnnnnonoomnonnnnlmnmnnomlkmmnnlnmmolmnnllmlnmnnkmmmnmmnqqkjmnmp" +
  "qqqrrqopjlqrrqrollqqsrrrkoklmllnmmppooqnqrqqrrrrrsrrrrrqu";

const endMark = 256;
const shortestCode = 5;
const longestCode = 30;
/** Codes up to this length, nearly all that occur, are found by one look at so many bits. */
const peekBits = 8;

/** A canonical code: of each length, codes are consecutive numbers and stand for ascending symbols. */
interface Code {
  /** By the next eight bits: symbol and length of the code they begin with, as symbol << 4 | length; 0 for a longer code. */
  readonly short: Uint16Array;
  readonly symbols: readonly number[];
  /** By length: the first code, how many there are, and where in `symbols` the first one's symbol stands. */
  readonly first: readonly number[];
  readonly count: readonly number[];
  readonly offset: readonly number[];
}

let built: Code | undefined;

function buildCode(): Code {
  const short = new Uint16Array(1 << peekBits);
  const symbols: number[] = [];
  const first: number[] = [];
  const count: number[] = [];
  const offset: number[] = [];
  let next = 0;
  for (let length = 0; length <= longestCode; length++, next <<= 1) {
    const digit = length.toString(36);
    const firstCode = next;
    first[length] = firstCode;
    offset[length] = symbols.length;
    for (let symbol = 0; symbol <= endMark; symbol++) {
      if (length < shortestCode || codeLengths.charAt(symbol) !== digit) continue;
      if (length <= peekBits) {
        const spare = peekBits - length;
        short.fill((symbol << 4) | length, next << spare, (next + 1) << spare);
      }
      symbols.push(symbol);
      next++;
    }
    count[length] = next - firstCode;
  }
  return { short, symbols, first, count, offset };
}

/** Returns the bytes of a Huffman-coded string. Throws `ProtocolError` when it is none (RFC 7541, section 5.2). */
export function decodeHuffman(coded: Uint8Array): Uint8Array {
  built ??= buildCode();
  const { short } = built;
  const bytes = new Uint8Array(Math.floor((coded.length * 8) / shortestCode));
  const bits = coded.length * 8;
  let used = 0;
  let at = 0;
  while (at < bits) {
    const entry = short[peek(coded, at)] as number;
    const length = entry & 15;
    if (entry === 0 || at + length > bits) {
      if (isPadding(coded, at)) break;
      at = decodeLong(built, coded, at, bytes, used++);
    } else {
      bytes[used++] = entry >> 4;
      at += length;
    }
  }
  return bytes.subarray(0, used);
}

/** Returns the eight bits from `at` on; behind the end there are ones. */
function peek(coded: Uint8Array, at: number): number {
  const byte = at >> 3;
  const pair = ((coded[byte] as number) << 8) | (coded[byte + 1] ?? 0xff);
  return (pair >> (8 - (at & 7))) & 0xff;
}

/** Whether what is left is the padding of the last byte: fewer than eight bits, all ones. */
function isPadding(coded: Uint8Array, at: number): boolean {
  return coded.length * 8 - at < 8 && peek(coded, at) === 0xff;
}

/** Reads a code of more than eight bits and writes its symbol; returns where the next one begins. */
function decodeLong(code: Code, coded: Uint8Array, from: number, bytes: Uint8Array, used: number): number {
  const bits = coded.length * 8;
  let number = 0;
  for (let length = 1; length <= longestCode && from + length <= bits; length++) {
    const at = from + length - 1;
    number = (number << 1) | (((coded[at >> 3] as number) >> (7 - (at & 7))) & 1);
    const index = number - (code.first[length] as number);
    if (index >= (code.count[length] as number)) continue;
    const symbol = code.symbols[(code.offset[length] as number) + index] as number;
    if (symbol === endMark) break;
    bytes[used] = symbol;
    return from + length;
  }
  throw new ProtocolError("COMPRESSION_ERROR", violations.huffman);
}
