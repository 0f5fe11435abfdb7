const firstCapacity = 4096;
/** A larger buffer is not kept for the next message. */
const keptCapacity = 1 << 20;

/** Bytes of the protocol buffer wire format, written one after the other. */
export class WireWriter {
  #buffer: Uint8Array<ArrayBuffer> = new Uint8Array(firstCapacity);
  #used = 0;

  /** Forgets what was written. */
  clear(): void {
    this.#used = 0;
    if (this.#buffer.length > keptCapacity) this.#buffer = new Uint8Array(firstCapacity);
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.#buffer.slice(0, this.#used);
  }

  tag(field: number, wireType: number): void {
    this.varint(field * 8 + wireType);
  }

  /** An integer; a negative one as ten bytes, its 64-bit two's complement. */
  varint(value: number | bigint): void {
    this.#reserve(10);
    if (typeof value === "bigint" || value < 0 || value > 0xffff_ffff) return this.#longVarint(BigInt(value));
    let rest = value;
    while (rest > 0x7f) {
      this.#buffer[this.#used++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#buffer[this.#used++] = rest;
  }

  #longVarint(value: bigint): void {
    let rest = BigInt.asUintN(64, value);
    while (rest > 0x7fn) {
      this.#buffer[this.#used++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.#buffer[this.#used++] = Number(rest);
  }

  /** The length and then the bytes. */
  bytes(bytes: Uint8Array): void {
    this.varint(bytes.length);
    this.raw(bytes);
  }

  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  /** The length and then the text, where all of it is ASCII; otherwise nothing is written and the answer is false. */
  ascii(text: string): boolean {
    const before = this.#used;
    const { length } = text;
    this.varint(length);
    this.#reserve(length);
    const buffer = this.#buffer;
    let used = this.#used;
    for (let at = 0; at < length; at++) {
      const unit = text.charCodeAt(at);
      if (unit > 0x7f) {
        this.#used = before;
        return false;
      }
      buffer[used++] = unit;
    }
    this.#used = used;
    return true;
  }

  /** Starts a part that its length comes before; give the answer to `closeLength`. */
  openLength(): number {
    this.#reserve(1);
    // Most parts are shorter than 128 bytes: their length is one byte, and nothing moves.
    return ++this.#used;
  }

  closeLength(start: number): void {
    const length = this.#used - start;
    if (length <= 0x7f) {
      this.#buffer[start - 1] = length;
      return;
    }
    const more = varintLength(length) - 1;
    this.#reserve(more);
    this.#buffer.copyWithin(start + more, start, this.#used);
    this.#used = start - 1;
    this.varint(length);
    this.#used = start + more + length;
  }

  #reserve(more: number): void {
    const needed = this.#used + more;
    if (needed <= this.#buffer.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#buffer.length * 2));
    grown.set(this.#buffer.subarray(0, this.#used));
    this.#buffer = grown;
  }
}

function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 128)) length++;
  return length;
}
