import { ByteSource } from "./byte-source.ts";
import { paddingOf, readTarEntry } from "./tar-entry.ts";
import { ArchiveTooLarge, type ChunkSource, unpackedChunks } from "./unpacked-chunks.ts";

/**
 * The time, in nanoseconds since 1970, of the newest regular file of a tar archive, which may be compressed by gzip,
 * bzip2 or zstd; undefined for what is none. Rejects with `ArchiveTooLarge`. @mirrors frontend/dockerfile/dockerfile2llb/epoch.go archiveMaxTimeFromRef
 */
export async function newestFile(archive: Uint8Array): Promise<bigint | undefined> {
  try {
    return newestEntry(await unpackedChunks(archive));
  } catch (error) {
    if (error instanceof ArchiveTooLarge) throw error;
    return undefined;
  }
}

function newestEntry(chunks: ChunkSource): bigint | undefined {
  const source = new ByteSource(chunks);
  let newest: bigint | undefined;
  for (let entry = readTarEntry(source); entry !== undefined; entry = readTarEntry(source)) {
    const { isRegular, modified, size } = entry;
    if (isRegular && (newest === undefined || modified > newest)) newest = modified;
    if (source.skip(size) < size) return undefined;
    // An archive may end before its last padding does.
    if (source.skip(paddingOf(size)) < paddingOf(size)) return newest;
  }
  return newest;
}
