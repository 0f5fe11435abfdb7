import { readFileSync, rmSync, writeFileSync } from "node:fs";

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in clock ticks since boot (field 22 of /proc/PID/stat). */
  readonly startTicks: string;
}

/** The identity of the process that has this number now; undefined where there is none, or it is a zombie. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field, the program's name in brackets, may hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const startTicks = fields[19];
    return fields[0] === "Z" || startTicks === undefined ? undefined : { pid, startTicks };
  } catch {
    return undefined;
  }
}

/** True while that very process runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.startTicks === identity.startTicks;
}

/** Writes "PID START" in one line. */
export function writePidFile(path: string, identity: ProcessIdentity): void {
  writeFileSync(path, `${identity.pid} ${identity.startTicks}\n`);
}

/** The running process that a pid file names; undefined, and the file removed, where it is gone. */
export function readPidFile(path: string): ProcessIdentity | undefined {
  try {
    const [pid = "", startTicks = ""] = readFileSync(path, "utf8").trim().split(" ");
    const identity = { pid: Number.parseInt(pid, 10), startTicks };
    if (isRunning(identity)) return identity;
    rmSync(path, { force: true });
    return undefined;
  } catch {
    return undefined;
  }
}
