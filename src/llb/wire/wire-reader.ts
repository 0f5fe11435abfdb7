import { GoError } from "../../go/go-error.ts";
import { messages } from "../messages.ts";

/** Reads the protocol buffer wire format from a part of some bytes. Throws a GoError where the bytes are not it. */
export class WireReader {
  /** The message read, for error texts. */
  readonly #name: string;
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, name: string) {
    this.#bytes = bytes;
    this.#name = name;
    this.#at = 0;
    this.#end = bytes.length;
  }

  get done(): boolean {
    return this.#at >= this.#end;
  }

  /** The offset of the next byte. */
  get offset(): number {
    return this.#at;
  }

  /** An integer of up to 64 bits, unsigned: a number where it is exact, else a bigint. */
  varint(): number | bigint {
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.#byte();
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return low;
    }
    let value = BigInt(low);
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return smallest(BigInt.asUintN(64, value));
    }
    throw new GoError(messages.varintTooLong(this.#name));
  }

  /** A length and that many bytes, as a view. */
  bytes(): Uint8Array {
    return this.#slice(Number(this.varint()));
  }

  /** Passes over a value of a field that is not known. */
  skip(wireType: number): void {
    if (wireType === 0) this.varint();
    else if (wireType === 1) this.#slice(8);
    else if (wireType === 2) this.bytes();
    else if (wireType === 5) this.#slice(4);
    else throw new GoError(messages.unknownWireType(this.#name, wireType));
  }

  /** The bytes from an offset to the next byte, as a view. */
  since(offset: number): Uint8Array {
    return this.#bytes.subarray(offset, this.#at);
  }

  #slice(length: number): Uint8Array {
    if (length > this.#end - this.#at) throw new GoError(messages.truncated(this.#name));
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  #byte(): number {
    const byte = this.#at < this.#end ? this.#bytes[this.#at] : undefined;
    if (byte === undefined) throw new GoError(messages.truncated(this.#name));
    this.#at++;
    return byte;
  }
}

function smallest(value: bigint): number | bigint {
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}
