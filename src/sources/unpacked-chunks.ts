/** Archives unpacked as they are read: the readers are loaded only where an archive needs one. */
import { archiveKind } from "./archive.ts";
import { archiveSpoilt, archiveTooLarge } from "./messages.ts";

/** The next bytes of a stream, undefined at its end. Throws for what is spoilt. */
export type ChunkSource = () => Uint8Array | undefined;

/** A small archive that becomes too much. */
export class ArchiveTooLarge extends Error {}

const sliceBytes = 64 * 1024;
/** More than any context has; a daemon would have to unpack it too. */
const maxUnpackedBytes = 8 * 1024 ** 3;

/** An archive's content. Rejects for xz, which the reference gives to a program that its image does not have. */
export async function unpackedChunks(archive: Uint8Array): Promise<ChunkSource> {
  const kind = archiveKind(archive);
  if (kind === undefined) return inSlices(archive);
  if (kind === "xz") throw new Error(archiveSpoilt);
  return bounded(await readers[kind](archive));
}

const readers = {
  async gzip(archive: Uint8Array): Promise<ChunkSource> {
    const { Gunzip } = await import("fflate");
    return pushing(archive, (emit) => new Gunzip(emit));
  },
  async zstd(archive: Uint8Array): Promise<ChunkSource> {
    const { Decompress } = await import("fzstd");
    return pushing(archive, (emit) => new Decompress(emit));
  },
  async bzip2(archive: Uint8Array): Promise<ChunkSource> {
    const { unpackBzip2 } = await import("./bzip2.ts");
    const blocks = unpackBzip2(archive);
    return () => blocks.next().value ?? undefined;
  },
};

function inSlices(bytes: Uint8Array): ChunkSource {
  let at = 0;
  return () => (at < bytes.length ? bytes.subarray(at, (at += sliceBytes)) : undefined);
}

/**
 * What a reader emits that is given its input in slices: little of the content is in memory at a time. What is spoilt
 * fails after all that stands before it, so that bytes behind an archive's end do not matter.
 */
function pushing(
  bytes: Uint8Array,
  create: (emit: (chunk: Uint8Array) => void) => { push(chunk: Uint8Array, final?: boolean): unknown },
): ChunkSource {
  const emitted: Uint8Array[] = [];
  const reader = create((chunk) => emitted.push(chunk));
  let at = 0;
  let failure: Error | undefined;
  return () => {
    while (emitted.length === 0 && failure === undefined && at < bytes.length) {
      const slice = bytes.slice(at, at + sliceBytes);
      at += slice.length;
      try {
        reader.push(slice, at === bytes.length);
      } catch (error) {
        failure = error as Error;
      }
    }
    const chunk = emitted.shift();
    if (chunk === undefined && failure !== undefined) throw failure;
    return chunk;
  };
}

/** Ends with an error where a small archive would become too much. */
function bounded(next: ChunkSource): ChunkSource {
  let bytes = 0;
  return () => {
    const chunk = next();
    bytes += chunk?.length ?? 0;
    if (bytes > maxUnpackedBytes) throw new ArchiveTooLarge(archiveTooLarge(maxUnpackedBytes));
    return chunk;
  };
}
