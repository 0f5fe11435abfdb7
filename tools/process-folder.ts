import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { identifyProcess } from "./process-identity.ts";

/**
 * A new, empty folder of this process, `PARENT/PREFIX<pid>`, that others may pass through. Those of the same prefix that
 * processes which were killed have left are removed.
 */
export function makeProcessFolder(parent: string, prefix: string): string {
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent).filter((one) => one.startsWith(prefix))) {
    const isOrphan = identifyProcess(Number(name.slice(prefix.length))) === undefined;
    if (isOrphan) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const folder = join(parent, `${prefix}${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  return folder;
}
