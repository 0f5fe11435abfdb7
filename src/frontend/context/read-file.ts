import type { FileStat, Gateway, Ref } from "../../gateway/gateway.ts";
import { messages } from "../messages.ts";

/** Bytes a file may have that the frontend reads: 16 MiB, what one message of the gateway carries. */
export const maxFileBytes = 16 << 20;

/** A file over the limit: unlike a missing ignore file, one that is too large is an error. */
export class FileTooLarge extends Error {
  constructor(path: string) {
    super(messages.fileTooLarge(path, maxFileBytes));
    this.name = "FileTooLarge";
  }
}

/**
 * A file's bytes. It is asked for by its size first, and read with a range, so that no more than the limit and one
 * byte ever arrive. Throws `FileTooLarge`, or the gateway's error. @mirrors frontend/dockerui/readfile.go ReadFile
 */
export async function readFile(gateway: Gateway, ref: Ref, path: string): Promise<Uint8Array> {
  const stat = await statOrNothing(gateway, ref, path);
  if (stat !== undefined && stat.size > maxFileBytes) throw new FileTooLarge(path);
  const bytes = await gateway.readFile(ref, path, { offset: 0, length: maxFileBytes + 1 });
  if (bytes.length > maxFileBytes) throw new FileTooLarge(path);
  return bytes;
}

/** A file's bytes, undefined where it cannot be read; a file that is too large is an error all the same. */
export async function readFileIfAny(gateway: Gateway, ref: Ref, path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(gateway, ref, path);
  } catch (error) {
    if (error instanceof FileTooLarge) throw error;
    return undefined;
  }
}

async function statOrNothing(gateway: Gateway, ref: Ref, path: string): Promise<FileStat | undefined> {
  try {
    return await gateway.statFile(ref, path);
  } catch {
    // The read that follows reports it properly.
    return undefined;
  }
}
