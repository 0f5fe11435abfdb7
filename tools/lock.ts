import { linkSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Failure } from "./failure.ts";
import { messages } from "./messages.ts";
import { places } from "./places.ts";
import { identifyProcess, readPidFile, writePidFile } from "./process-identity.ts";

const lockFile = join(places.buildkit, "lock");
const patienceSeconds = 45 * 60;

/** The action's result; only one process of this checkout is in such an action at a time. */
export async function withLock<T>(action: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(lockFile), { recursive: true });
  const deadline = Date.now() + patienceSeconds * 1000;
  while (!takeLock()) {
    const holder = readPidFile(lockFile);
    if (holder !== undefined && Date.now() > deadline) throw new Failure(messages.otherRunIsBusy(holder.pid));
    if (holder !== undefined) await wait(200);
  }
  try {
    return await action();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

// The file gets its name when it is whole, so that nobody reads half a pid.
function takeLock(): boolean {
  const self = identifyProcess(process.pid);
  if (self === undefined) return true;
  const draft = `${lockFile}.${process.pid}`;
  writePidFile(draft, self);
  try {
    linkSync(draft, lockFile);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}
