import { decodeUtf8, utf8Length } from "../../text/utf8.ts";
import { decodeHuffman } from "./huffman.ts";
import { violations } from "./messages.ts";
import { ProtocolError } from "./protocol-error.ts";
import { staticTable } from "./static-table.ts";

/** A header's name and value; bytes that are no UTF-8 are byte surrogates. */
export type HeaderField = readonly [name: string, value: string];

/** The dynamic table's room, in bytes as HPACK counts them: the default, which both sides keep. */
const maxTableBytes = 4096;
/** What each header counts beside its name and value. */
const overheadBytes = 32;
/** The largest number that has any use here: the length of a string. */
const maxInteger = 0x7fffffff;

/** Reads header blocks, in the order in which they came: each changes the table that the next one needs (RFC 7541). */
export class HpackDecoder {
  private readonly maxListBytes: number;
  /** Newest last. */
  private readonly table: HeaderField[] = [];
  private tableBytes = 0;
  private room = maxTableBytes;
  private block: Uint8Array = new Uint8Array(0);
  private at = 0;

  /** `maxListBytes` bounds the headers of one block, each counted with 32 bytes more. */
  constructor(maxListBytes: number) {
    this.maxListBytes = maxListBytes;
  }

  /** Returns the headers of one whole block. Throws `ProtocolError`, after which no other block can be read. */
  decode(block: Uint8Array): readonly HeaderField[] {
    this.block = block;
    this.at = 0;
    const fields: HeaderField[] = [];
    let listBytes = 0;
    while (this.at < block.length) {
      const first = block[this.at] as number;
      if (first >> 5 === 1) {
        if (fields.length > 0) throw compressionError(violations.tableSize);
        this.resize(this.integer(5));
        continue;
      }
      const field = this.field(first);
      listBytes += sizeOf(field);
      if (listBytes > this.maxListBytes) throw new ProtocolError("ENHANCE_YOUR_CALM", violations.headersTooLarge);
      fields.push(field);
    }
    this.block = new Uint8Array(0);
    return fields;
  }

  private field(first: number): HeaderField {
    if (first >= 0x80) return this.lookUp(this.integer(7));
    const indexed = first >= 0x40;
    const name = this.integer(indexed ? 6 : 4);
    const field: HeaderField = [name === 0 ? this.string() : this.lookUp(name)[0], this.string()];
    if (indexed) this.insert(field);
    return field;
  }

  private lookUp(index: number): HeaderField {
    const own = index - staticTable.length;
    const field = own <= 0 ? staticTable[index - 1] : this.table.at(-own);
    if (field === undefined) throw compressionError(violations.headerIndex);
    return field;
  }

  private insert(field: HeaderField): void {
    this.table.push(field);
    this.tableBytes += sizeOf(field);
    this.evict();
  }

  private resize(bytes: number): void {
    if (bytes > maxTableBytes) throw compressionError(violations.tableSize);
    this.room = bytes;
    this.evict();
  }

  private evict(): void {
    while (this.tableBytes > this.room) this.tableBytes -= sizeOf(this.table.shift() as HeaderField);
  }

  private integer(prefixBits: number): number {
    const mask = (1 << prefixBits) - 1;
    let value = this.byte() & mask;
    if (value < mask) return value;
    for (let weight = 1; ; weight *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * weight;
      // The weight as well: zeros may be spelled without end.
      if (value > maxInteger || weight > maxInteger) throw compressionError(violations.headerInteger);
      if (byte < 0x80) return value;
    }
  }

  private string(): string {
    const coded = (this.block[this.at] ?? 0) >= 0x80;
    const length = this.integer(7);
    const end = this.at + length;
    if (end > this.block.length) throw compressionError(violations.headerCutShort);
    const bytes = this.block.subarray(this.at, end);
    this.at = end;
    return decodeUtf8(coded ? decodeHuffman(bytes) : bytes);
  }

  private byte(): number {
    const byte = this.block[this.at++];
    if (byte === undefined) throw compressionError(violations.headerCutShort);
    return byte;
  }
}

function sizeOf([name, value]: HeaderField): number {
  return utf8Length(name) + utf8Length(value) + overheadBytes;
}

function compressionError(what: string): ProtocolError {
  return new ProtocolError("COMPRESSION_ERROR", what);
}
