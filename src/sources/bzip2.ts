/** Unpacks bzip2, block by block: no reader on npm is typed, works on plain bytes and stops where it is told. */
import { archiveSpoilt } from "./messages.ts";

const blockMagic = 0x314159265359;
const endMagic = 0x177245385090;
const groupSymbols = 50;
const longestCode = 20;
const blockUnit = 100_000;

/** The contents of bzip2 streams, a chunk for each block. Throws for what is spoilt. */
export function* unpackBzip2(bytes: Uint8Array): Generator<Uint8Array> {
  const bits = new BitReader(bytes);
  do {
    if (bits.read(24) !== 0x425a68) throw new Error(archiveSpoilt);
    const level = bits.read(8) - 0x30;
    if (level < 1 || level > 9) throw new Error(archiveSpoilt);
    for (let magic = bits.magic(); magic !== endMagic; magic = bits.magic()) {
      if (magic !== blockMagic) throw new Error(archiveSpoilt);
      yield block(bits, level * blockUnit);
    }
    bits.read(32);
    bits.align();
  } while (bits.hasMore());
}

/** Bits of bytes, the most significant first. */
class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #bits = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  bit(): number {
    if (this.#count === 0) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new Error(archiveSpoilt);
      this.#bits = byte;
      this.#count = 8;
    }
    return (this.#bits >> --this.#count) & 1;
  }

  /** At most 32 bits. */
  read(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left--) value = value * 2 + this.bit();
    return value;
  }

  magic(): number {
    return this.read(24) * 2 ** 24 + this.read(24);
  }

  align(): void {
    this.#count = 0;
  }

  hasMore(): boolean {
    return this.#at < this.#bytes.length;
  }
}

/** One block's content, checked by its sum. */
function block(bits: BitReader, limit: number): Uint8Array {
  const sum = bits.read(32);
  // Randomised blocks are long out of use, and not read by the reference.
  if (bits.bit() !== 0) throw new Error(archiveSpoilt);
  const start = bits.read(24);
  const used = usedBytes(bits);
  const codeCount = bits.read(3);
  if (codeCount < 2 || codeCount > 6) throw new Error(archiveSpoilt);
  const selectors = readSelectors(bits, codeCount);
  const codes = Array.from({ length: codeCount }, () => readCode(bits, used.length + 2));
  const permuted = readSymbols(bits, { used, selectors, codes, limit });
  if (start >= permuted.length) throw new Error(archiveSpoilt);
  const content = withoutRuns(unpermuted(permuted, start));
  if (sumOf(content) !== sum) throw new Error(archiveSpoilt);
  return content;
}

/** The bytes that a block has, in order: a bit for each of 16 ranges, then one for each byte of those. */
function usedBytes(bits: BitReader): readonly number[] {
  const ranges = bits.read(16);
  const used: number[] = [];
  for (let range = 0; range < 16; range++) {
    if (((ranges >> (15 - range)) & 1) === 0) continue;
    const members = bits.read(16);
    for (let byte = 0; byte < 16; byte++) if (((members >> (15 - byte)) & 1) === 1) used.push(range * 16 + byte);
  }
  if (used.length === 0) throw new Error(archiveSpoilt);
  return used;
}

/** Which code each group of symbols is written in. */
function readSelectors(bits: BitReader, codeCount: number): readonly number[] {
  const count = bits.read(15);
  if (count === 0) throw new Error(archiveSpoilt);
  const recent = Array.from({ length: codeCount }, (_, at) => at);
  return Array.from({ length: count }, () => {
    let place = 0;
    while (bits.bit() === 1) place++;
    if (place >= codeCount) throw new Error(archiveSpoilt);
    const [selected = 0] = recent.splice(place, 1);
    recent.unshift(selected);
    return selected;
  });
}

/** A canonical code: symbols by length and number, and where each length's begin. */
interface Code {
  readonly symbols: readonly number[];
  /** By length: how many codes are that long. */
  readonly counts: readonly number[];
}

function readCode(bits: BitReader, symbolCount: number): Code {
  const lengths: number[] = [];
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    for (;;) {
      if (length < 1 || length > longestCode) throw new Error(archiveSpoilt);
      if (bits.bit() === 0) break;
      length += bits.bit() === 0 ? 1 : -1;
    }
    lengths.push(length);
  }
  const symbols = lengths.map((_, symbol) => symbol);
  symbols.sort((left, right) => (lengths[left] as number) - (lengths[right] as number) || left - right);
  const counts = Array.from({ length: longestCode + 1 }, () => 0);
  for (const each of lengths) counts[each] = (counts[each] as number) + 1;
  return { symbols, counts };
}

function readSymbol(bits: BitReader, { symbols, counts }: Code): number {
  let code = 0;
  let first = 0;
  let passed = 0;
  for (let length = 1; length <= longestCode; length++) {
    code = code * 2 + bits.bit();
    first *= 2;
    const count = counts[length] as number;
    if (code - first < count) return symbols[passed + code - first] as number;
    first += count;
    passed += count;
  }
  throw new Error(archiveSpoilt);
}

interface SymbolCoding {
  readonly used: readonly number[];
  readonly selectors: readonly number[];
  readonly codes: readonly Code[];
  /** Bytes that the block may have. */
  readonly limit: number;
}

/** The block's bytes as the transform left them: runs are numbers in base 2 of digits 1 and 2, others move to the front. */
function readSymbols(bits: BitReader, { used, selectors, codes, limit }: SymbolCoding): Uint8Array {
  const bytes = new Uint8Array(limit);
  const recent = [...used];
  const end = used.length + 1;
  let length = 0;
  let run = 0;
  let weight = 1;
  for (let read = 0; ; read++) {
    const code = codes[selectors[Math.floor(read / groupSymbols)] ?? -1];
    if (code === undefined) throw new Error(archiveSpoilt);
    const symbol = readSymbol(bits, code);
    if (symbol <= 1) {
      run += weight << symbol;
      weight *= 2;
      if (run > limit) throw new Error(archiveSpoilt);
      continue;
    }
    if (length + run + (symbol === end ? 0 : 1) > limit) throw new Error(archiveSpoilt);
    bytes.fill(recent[0] as number, length, length + run);
    length += run;
    run = 0;
    weight = 1;
    if (symbol === end) return bytes.subarray(0, length);
    const [byte = 0] = recent.splice(symbol - 1, 1);
    recent.unshift(byte);
    bytes[length++] = byte;
  }
}

/** The inverse of the Burrows-Wheeler transform; `start` is the place of the original among the rotations. */
function unpermuted(bytes: Uint8Array, start: number): Uint8Array {
  const places = new Uint32Array(256);
  for (const byte of bytes) places[byte] = (places[byte] as number) + 1;
  let sum = 0;
  for (let byte = 0; byte < 256; byte++) {
    const count = places[byte] as number;
    places[byte] = sum;
    sum += count;
  }
  const next = new Uint32Array(bytes.length);
  for (const [at, byte] of bytes.entries()) {
    const place = places[byte] as number;
    next[place] = at;
    places[byte] = place + 1;
  }
  const original = new Uint8Array(bytes.length);
  let at = next[start] as number;
  for (let to = 0; to < original.length; to++) {
    original[to] = bytes[at] as number;
    at = next[at] as number;
  }
  return original;
}

/** After four equal bytes stands how often the byte comes again. */
function withoutRuns(bytes: Uint8Array): Uint8Array {
  let length = 0;
  walkRuns(bytes, (_, count) => {
    length += count;
  });
  const result = new Uint8Array(length);
  let at = 0;
  walkRuns(bytes, (byte, count) => {
    result.fill(byte, at, at + count);
    at += count;
  });
  return result;
}

function walkRuns(bytes: Uint8Array, each: (byte: number, count: number) => void): void {
  let last = -1;
  let equal = 0;
  for (const byte of bytes) {
    if (equal === 4) {
      if (byte > 0) each(last, byte);
      equal = 0;
      last = -1;
      continue;
    }
    equal = byte === last ? equal + 1 : 1;
    last = byte;
    each(byte, 1);
  }
}

const sums = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24;
  for (let bit = 0; bit < 8; bit++) sum = sum < 0 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  return sum;
});

/** bzip2's check sum: CRC-32, the most significant bit first. */
function sumOf(bytes: Uint8Array): number {
  let sum = -1;
  for (const byte of bytes) sum = (sum << 8) ^ (sums[((sum >>> 24) ^ byte) & 0xff] as number);
  return ~sum >>> 0;
}
