import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** That folder, with these files by their path below it. */
export function writeFolder(folder: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
