import { isCompressed, tarEntry } from "./archive.ts";

const second = 1_000_000_000n;

/**
 * The time, in nanoseconds since 1970, of the newest regular file of a tar archive; undefined for what is none, and
 * for a compressed one, which is not read yet. @mirrors frontend/dockerfile/dockerfile2llb/epoch.go archiveMaxTimeFromRef
 */
export function newestFile(archive: Uint8Array): bigint | undefined {
  if (isCompressed(archive)) return undefined;
  let newest: bigint | undefined;
  for (let at = 0; at < archive.length; ) {
    const entry = tarEntry(archive, at);
    // Two blocks of zeros end an archive; anything else that is no entry spoils it.
    if (entry === undefined) return isZero(archive.subarray(at, at + 512)) ? newest : undefined;
    const time = BigInt(entry.modified) * second;
    const isRegular = entry.type === "0" || entry.type === "\0" || entry.type === "7";
    if (isRegular && (newest === undefined || time > newest)) newest = time;
    at = entry.next;
  }
  return newest;
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
