/** Messages are written one after the other into buffers of at least this many bytes. */
const bufferLength = 1 << 16;
/** What is left of a buffer longer than this is not used for the next message. */
const longestKept = 1 << 20;
/** A text of this length that comes again at once is copied: one ADD of many sources names each step by all of them. */
const longText = 1 << 10;

/** Bytes of the protocol buffer wire format, written one after the other. */
export class WireWriter {
  #buffer: Uint8Array<ArrayBuffer> = new Uint8Array(bufferLength);
  /** Where the message starts. */
  #start = 0;
  #used = 0;
  #long: { readonly text: string; readonly bytes: Uint8Array } | undefined;

  /** Starts a message; one that was not finished is forgotten. */
  clear(): void {
    this.#used = this.#start;
    this.#long = undefined;
    if (this.#buffer.length <= longestKept) return;
    this.#buffer = new Uint8Array(bufferLength);
    this.#start = this.#used = 0;
  }

  /** What was written since `clear`: a view, which nothing else is written into. */
  finish(): Uint8Array {
    const message = this.#buffer.subarray(this.#start, this.#used);
    this.#start = this.#used;
    return message;
  }

  /** The number of bytes since `clear`. */
  get length(): number {
    return this.#used - this.#start;
  }

  /** A copy of the bytes from an earlier `length` on. */
  since(length: number): Uint8Array {
    return this.#buffer.slice(this.#start + length, this.#used);
  }

  tag(field: number, wireType: number): void {
    this.varint(field * 8 + wireType);
  }

  /** An integer; a negative one as ten bytes, its 64-bit two's complement. */
  varint(value: number | bigint): void {
    this.#reserve(10);
    if (typeof value === "bigint") {
      this.#words(Number(BigInt.asUintN(32, value)), Number(BigInt.asUintN(32, value >> 32n)));
    } else if (value < 0 || value > 0x7fff_ffff) {
      this.#words(value >>> 0, Math.floor(value / 0x1_0000_0000) >>> 0);
    } else {
      let rest = value;
      for (; rest > 0x7f; rest >>>= 7) this.#buffer[this.#used++] = (rest & 0x7f) | 0x80;
      this.#buffer[this.#used++] = rest;
    }
  }

  /** A 64-bit integer by its halves. */
  #words(lowHalf: number, highHalf: number): void {
    let low = lowHalf;
    let high = highHalf;
    while (high > 0 || low > 0x7f) {
      this.#buffer[this.#used++] = (low & 0x7f) | 0x80;
      low = ((low >>> 7) | (high << 25)) >>> 0;
      high >>>= 7;
    }
    this.#buffer[this.#used++] = low;
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
    const { length } = text;
    if (length >= longText && text === this.#long?.text) {
      this.bytes(this.#long.bytes);
      return true;
    }
    this.#reserve(10 + length);
    const before = this.#used;
    this.varint(length);
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
    if (length >= longText) this.#long = { text, bytes: buffer.slice(this.#used, used) };
    this.#used = used;
    return true;
  }

  /** Starts a part that its length comes before; give the answer to `closeLength`. */
  openLength(): number {
    this.#reserve(1);
    // Most parts are shorter than 128 bytes: their length is one byte, and nothing moves.
    this.#used++;
    return this.length;
  }

  closeLength(opened: number): void {
    const start = this.#start + opened;
    const length = this.#used - start;
    if (length <= 0x7f) {
      this.#buffer[start - 1] = length;
      return;
    }
    const more = varintLength(length) - 1;
    // Ten: what `varint` asks for, so that it does not move the message.
    this.#reserve(more + 10);
    const from = this.#start + opened;
    this.#buffer.copyWithin(from + more, from, this.#used);
    this.#used = from - 1;
    this.varint(length);
    this.#used = from + more + length;
  }

  #reserve(more: number): void {
    if (this.#used + more <= this.#buffer.length) return;
    const { length } = this;
    const grown = new Uint8Array(Math.max(bufferLength, (length + more) * 2));
    grown.set(this.#buffer.subarray(this.#start, this.#used));
    this.#buffer = grown;
    this.#start = 0;
    this.#used = length;
  }
}

function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 128)) length++;
  return length;
}
