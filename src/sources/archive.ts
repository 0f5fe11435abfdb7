/** Which bytes are archives: what a build context may be that is not a Dockerfile. */

const bzip2Magic = [0x42, 0x5a, 0x68];
const gzipMagic = [0x1f, 0x8b, 0x08];
const xzMagic = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
const zstdMagic = [0x28, 0xb5, 0x2f, 0xfd];

/** Bytes of a tar archive's header, and of the blocks that contents are padded to. */
const blockBytes = 512;

/**
 * Whether the start of a file is that of a gzip, bzip2, xz, zstd or tar archive. What is compressed is not looked into.
 * @mirrors util/archiveutil IsArchive
 */
export function isArchive(start: Uint8Array): boolean {
  if (isCompressed(start)) return true;
  return firstTarEntry(start) !== undefined;
}

/** Whether bytes start as a compressed stream does. */
export function isCompressed(start: Uint8Array): boolean {
  return (
    [bzip2Magic, gzipMagic, xzMagic, zstdMagic].some((magic) => startsWith(start, magic)) || isZstdSkippable(start)
  );
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

/** A skippable frame of zstd: one of sixteen magic numbers, and a size. */
function isZstdSkippable(bytes: Uint8Array): boolean {
  return (
    bytes.length >= 8 && ((bytes[0] as number) & 0xf0) === 0x50 && startsWith(bytes.subarray(1), [0x2a, 0x4d, 0x18])
  );
}

/** An entry of a tar archive that stands for a file, a directory or a link. */
export interface TarEntry {
  /** The type's character. */
  readonly type: string;
  /** Bytes of content. */
  readonly size: number;
  /** Seconds since 1970. */
  readonly modified: number;
  /** Where the next header stands. */
  readonly next: number;
}

/** The first entry, after headers that only describe it; undefined where there is none. */
function firstTarEntry(bytes: Uint8Array): TarEntry | undefined {
  for (let at = 0; ; ) {
    const entry = tarEntry(bytes, at);
    if (entry === undefined || !"xLK".includes(entry.type)) return entry;
    at = entry.next;
  }
}

/** The entry whose header stands at `at`; undefined for zeros, a wrong checksum or too few bytes. */
export function tarEntry(bytes: Uint8Array, at: number): TarEntry | undefined {
  const header = bytes.subarray(at, at + blockBytes);
  if (header.length < blockBytes || !hasChecksum(header)) return undefined;
  const size = octal(header, 124, 12);
  const modified = octal(header, 136, 12);
  if (size === undefined || modified === undefined) return undefined;
  const type = String.fromCharCode(header[156] as number);
  return { type, size, modified, next: at + blockBytes + Math.ceil(size / blockBytes) * blockBytes };
}

/** The sum of the header's bytes, its own field read as spaces, signed or unsigned. */
function hasChecksum(header: Uint8Array): boolean {
  const wanted = octal(header, 148, 8);
  let unsigned = 0;
  let signed = 0;
  for (const [at, byte] of header.entries()) {
    const counted = at >= 148 && at < 156 ? 0x20 : byte;
    unsigned += counted;
    signed += counted > 127 ? counted - 256 : counted;
  }
  return wanted !== undefined && wanted !== 0 && (wanted === unsigned || wanted === signed);
}

/** A number in octal digits, spaces and zeros round it, or in base 256 where the first bit is set. */
function octal(header: Uint8Array, from: number, length: number): number | undefined {
  const field = header.subarray(from, from + length);
  if (((field[0] as number) & 0x80) !== 0) {
    let value = (field[0] as number) & 0x7f;
    for (const byte of field.subarray(1)) value = value * 256 + byte;
    return Number.isSafeInteger(value) ? value : undefined;
  }
  let digits = "";
  for (const byte of field) digits += String.fromCharCode(byte);
  const trimmed = digits.replace(/^[ \0]+|[ \0]+$/g, "");
  if (trimmed === "") return 0;
  return /^[0-7]+$/.test(trimmed) ? Number.parseInt(trimmed, 8) : undefined;
}
