/** Which bytes are archives: what a build context may be that is not a Dockerfile. */
import { ByteSource } from "./byte-source.ts";
import { readTarEntry } from "./tar-entry.ts";
import type { ChunkSource } from "./unpacked-chunks.ts";

const bzip2Magic = [0x42, 0x5a, 0x68];
const gzipMagic = [0x1f, 0x8b, 0x08];
const xzMagic = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
const zstdMagic = [0x28, 0xb5, 0x2f, 0xfd];

/**
 * Whether the start of a file is that of a gzip, bzip2, xz, zstd or tar archive. What is compressed is not looked into.
 * @mirrors util/archiveutil IsArchive
 */
export function isArchive(start: Uint8Array): boolean {
  if (archiveKind(start) !== undefined) return true;
  try {
    return readTarEntry(new ByteSource(onlyChunk(start))) !== undefined;
  } catch {
    return false;
  }
}

/** How an archive is compressed, by its first bytes; undefined where it is not. */
export function archiveKind(start: Uint8Array): "bzip2" | "gzip" | "xz" | "zstd" | undefined {
  if (startsWith(start, bzip2Magic)) return "bzip2";
  if (startsWith(start, gzipMagic)) return "gzip";
  if (startsWith(start, xzMagic)) return "xz";
  return startsWith(start, zstdMagic) || isZstdSkippable(start) ? "zstd" : undefined;
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

function onlyChunk(bytes: Uint8Array): ChunkSource {
  let chunk: Uint8Array | undefined = bytes;
  return () => {
    const given = chunk;
    chunk = undefined;
    return given;
  };
}
