/** Entries of a tar archive: of each what it is and when it was changed. */
import { parseInt } from "../go/parse-number.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import type { ByteSource } from "./byte-source.ts";
import { archiveSpoilt } from "./messages.ts";
import { type TarFormat, tarFormat, tarNumber, tarText } from "./tar-field.ts";

/** Bytes of a header, and of the blocks that contents are padded to. */
const blockBytes = 512;
const longestSpecial = 1 << 20;
const second = 1_000_000_000n;

/** The time of an entry that has none: the start of year 1. */
const noTime = -62_135_596_800n * second;

/** An entry that stands for a file, a directory, a link or a device. */
export interface TarEntry {
  readonly isRegular: boolean;
  /** Nanoseconds since 1970. */
  readonly modified: bigint;
  /** Bytes of content that follow, without the padding to a whole block. */
  readonly size: number;
}

interface Header {
  readonly format: TarFormat;
  readonly type: string;
  readonly name: string;
  readonly mode: bigint;
  readonly size: bigint;
  readonly seconds: bigint;
  readonly block: Uint8Array;
}

/**
 * The next entry, after headers that only describe it; undefined at the archive's end. Throws for what is no archive.
 * The caller passes over the entry's content. @mirrors archive/tar Reader.Next
 */
export function readTarEntry(source: ByteSource): TarEntry | undefined {
  let records: ReadonlyMap<string, string> = new Map();
  let longName: string | undefined;
  for (;;) {
    const header = readHeader(source);
    if (header === undefined) return undefined;
    const { type } = header;
    if (type === "x" || type === "g") {
      records = parseRecords(readSpecial(source, header));
      if (type === "g") return { isRegular: true, modified: noTime, size: 0 };
    } else if (type === "L") longName = tarText(readSpecial(source, header));
    else if (type === "K") readSpecial(source, header);
    else return entryOf(source, header, records, longName);
  }
}

/** The padding after content of a size, in bytes. */
export function paddingOf(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes;
}

function readHeader(source: ByteSource): Header | undefined {
  const block = source.read(blockBytes);
  if (block.length === 0) return undefined;
  if (block.length < blockBytes) throw new Error(archiveSpoilt);
  if (isZero(block)) {
    const second = source.read(blockBytes);
    if (second.length === 0 || (second.length === blockBytes && isZero(second))) return undefined;
    throw new Error(archiveSpoilt);
  }
  checkSum(block);
  const field = (at: number, length: number) => tarNumber(block.subarray(at, at + length));
  const format = tarFormat(block);
  // Of the owner, the device and further times no more is wanted than that they are numbers.
  for (const [at, length] of numbersBeside[format]) field(at, length);
  return {
    format,
    type: String.fromCharCode(block[156] as number),
    name: nameOf(block, format),
    mode: field(100, 8),
    size: field(124, 12),
    seconds: field(136, 12),
    block,
  };
}

const owner = [
  [108, 8],
  [116, 8],
] as const;
const device = [
  [329, 8],
  [337, 8],
] as const;

/** Fields that hold numbers beside those that are read: where they begin, and their bytes. */
const numbersBeside: Readonly<Record<TarFormat, readonly (readonly [at: number, length: number])[]>> = {
  v7: owner,
  gnu: [...owner, ...device],
  ustar: [...owner, ...device],
  star: [...owner, ...device, [476, 12], [488, 12]],
};

const prefixBytes: Readonly<Record<TarFormat, number>> = { v7: 0, gnu: 0, ustar: 155, star: 131 };

function nameOf(block: Uint8Array, format: TarFormat): string {
  const prefix = tarText(block.subarray(345, 345 + prefixBytes[format]));
  const name = tarText(block.subarray(0, 100));
  return prefix === "" ? name : `${prefix}/${name}`;
}

function isZero(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

/** The sum of the header's bytes, its own field read as spaces, signed or unsigned. */
function checkSum(block: Uint8Array): void {
  const wanted = Number(tarNumber(block.subarray(148, 156)));
  let unsigned = 0;
  let signed = 0;
  for (const [at, byte] of block.entries()) {
    const counted = at >= 148 && at < 156 ? 0x20 : byte;
    unsigned += counted;
    signed += counted > 127 ? counted - 256 : counted;
  }
  if (wanted !== unsigned && wanted !== signed) throw new Error(archiveSpoilt);
}

/** The content of a header that describes the entry after it. */
function readSpecial(source: ByteSource, { size }: Header): Uint8Array {
  if (size < 0n || size > BigInt(longestSpecial)) throw new Error(archiveSpoilt);
  const content = source.readAll(Number(size));
  source.skip(paddingOf(content.length));
  return content;
}

/** Records of the form `LENGTH KEY=VALUE\n`; a length counts bytes, its own too. */
function parseRecords(content: Uint8Array): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const digits = space < 0 ? "" : decodeUtf8(content.subarray(at, space));
    const length = /^[0-9]{1,7}$/.test(digits) ? Number(digits) : 0;
    const record = content.subarray(space + 1, at + length);
    const equals = record.indexOf(0x3d);
    if (length < 5 || at + length > content.length || record.at(-1) !== 0x0a || equals < 1)
      throw new Error(archiveSpoilt);
    const key = decodeUtf8(record.subarray(0, equals));
    const value = decodeUtf8(record.subarray(equals + 1, -1));
    if ((isText(key) ? value : key).includes("\0")) throw new Error(archiveSpoilt);
    records.set(key, value);
    at += length;
  }
  return records;
}

/** Whether the value of a record is a field's text, which ends at a zero. */
function isText(key: string): boolean {
  return key === "path" || key === "linkpath" || key === "uname" || key === "gname";
}

function entryOf(
  source: ByteSource,
  header: Header,
  records: ReadonlyMap<string, string>,
  longName: string | undefined,
): TarEntry {
  const record = (key: string) => records.get(key) || undefined;
  for (const key of ["uid", "gid"]) if (record(key) !== undefined) whole(record(key) as string);
  for (const key of ["atime", "ctime"]) if (record(key) !== undefined) recordTime(record(key) as string);
  const type = typeOf(header, longName || record("path") || header.name);
  const mtime = record("mtime");
  const size = record("size");
  const bytes = size === undefined ? header.size : whole(size);
  const hasContent = !"123456".includes(type);
  if (hasContent && (bytes < 0n || bytes > BigInt(Number.MAX_SAFE_INTEGER))) throw new Error(archiveSpoilt);
  if (type === "S") skipSparseMap(source, header);
  return {
    isRegular: isRegular(type, header.mode),
    modified: mtime === undefined ? header.seconds * second : recordTime(mtime),
    size: hasContent ? Number(bytes) : 0,
  };
}

/** The type; a name that ends in a slash is an old archive's directory. */
function typeOf({ type }: Header, name: string): string {
  if (type !== "\0") return type;
  return name.endsWith("/") ? "5" : "0";
}

/** Hard links count as files. */
function isRegular(type: string, mode: bigint): boolean {
  if ("23456".includes(type)) return false;
  return ![0o040000n, 0o010000n, 0o120000n, 0o060000n, 0o020000n, 0o140000n].includes(mode & ~0o7777n);
}

/** GNU's old map of a sparse file goes on in blocks after the header. */
function skipSparseMap(source: ByteSource, { block, format }: Header): void {
  if (format !== "gnu") throw new Error(archiveSpoilt);
  let more = block[482] !== 0;
  while (more) more = source.readAll(blockBytes)[504] !== 0;
}

function whole(text: string): bigint {
  return parseInt(text, 10, 64);
}

/** Nanoseconds of seconds with a fraction, of which nine digits count. */
function recordTime(text: string): bigint {
  const [, sign, digits = "", , fraction = ""] = /^([+-]?)([0-9]+)(\.([0-9]*))?$/.exec(text) ?? [];
  if (digits === "") throw new Error(archiveSpoilt);
  const nanoseconds = whole(digits) * second + BigInt(fraction.slice(0, 9).padEnd(9, "0"));
  return sign === "-" ? -nanoseconds : nanoseconds;
}
