import { randomUUID } from "node:crypto";
import { renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { messages } from "./messages.ts";

/** A file to write whole or not at all. */
export interface OutputFile {
  readonly path: string;
  readonly content: Uint8Array | string;
}

/**
 * Writes files so that each is there whole or as it was before: all are written beside their places first, then moved
 * there. Throws an Error in one sentence.
 */
export function writeFiles(files: readonly OutputFile[]): void {
  const written: { readonly path: string; readonly temporary: string }[] = [];
  try {
    for (const { path, content } of files) {
      const temporary = isReplaceable(path) ? join(dirname(path), `.${randomUUID()}.tmp`) : path;
      if (temporary !== path) written.push({ path, temporary });
      guarded(path, () => writeFileSync(temporary, content));
    }
    for (const { path, temporary } of written) guarded(path, () => renameSync(temporary, path));
  } finally {
    for (const { temporary } of written) rmSync(temporary, { force: true });
  }
}

/** A device or pipe is written to: nothing can take its place. */
function isReplaceable(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined || stat.isFile();
}

function guarded(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new Error(messages.cannotWrite(path, (error as Error).message));
  }
}

/** Writes all of `content` to stdout. Resolves to false when the reader has gone. */
export function writeStdout(content: Uint8Array | string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => (error.code === "EPIPE" ? resolve(false) : reject(error));
    process.stdout.once("error", fail);
    process.stdout.write(content, (error) => {
      if (!error) resolve(true);
    });
  });
}
