import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Failure } from "../failure.ts";
import { messages } from "../messages.ts";
import { places } from "../places.ts";
import { identifyProcess, isRunning, type ProcessIdentity, readPidFile, writePidFile } from "../process-identity.ts";
import { logPath } from "../run-command.ts";

export interface BackgroundProgram {
  /** Names its pid file and its log. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** True once it answers. */
  readonly isReady: () => Promise<boolean>;
}

const readySeconds = 60;

/** The running process of that name that `startInBackground` started; undefined where there is none. */
export function findBackgroundProcess(name: string): ProcessIdentity | undefined {
  return readPidFile(pidFile(name));
}

/** Starts a program in a session of its own, with a pid file and a log, and returns when it is ready. */
export async function startInBackground(program: BackgroundProgram): Promise<void> {
  mkdirSync(places.buildkit, { recursive: true });
  const log = logPath(program.name);
  const output = openSync(log, "a");
  const child = spawn(program.program, program.args, {
    cwd: "/",
    detached: true,
    stdio: ["ignore", output, output],
    env: { ...process.env, ...program.env },
  });
  closeSync(output);
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", () => reject(new Failure(messages.commandMissing(program.program))));
  });
  child.unref();
  const identity = child.pid === undefined ? undefined : identifyProcess(child.pid);
  if (identity === undefined) throw new Failure(messages.endedAtOnce(program.name, log));
  writePidFile(pidFile(program.name), identity);
  await waitUntilReady(program, identity, log);
}

/** Ends the process of that name, if it runs, and returns when it is gone; killed where it does not end in 30 s. */
export async function endBackgroundProcess(name: string): Promise<void> {
  const identity = findBackgroundProcess(name);
  if (identity === undefined) return;
  const ended = (await endsAfter(identity, "SIGTERM", 30)) || (await endsAfter(identity, "SIGKILL", 30));
  if (!ended) throw new Failure(messages.stillRuns(name, identity.pid));
  rmSync(pidFile(name), { force: true });
}

/** True when the process is gone within so many seconds of this signal. */
export async function endsAfter(identity: ProcessIdentity, signal: NodeJS.Signals, seconds: number): Promise<boolean> {
  const deadline = Date.now() + seconds * 1000;
  if (!isRunning(identity)) return true;
  process.kill(identity.pid, signal);
  while (isRunning(identity) && Date.now() < deadline) await wait(50);
  return !isRunning(identity);
}

async function waitUntilReady(program: BackgroundProgram, identity: ProcessIdentity, log: string): Promise<void> {
  const deadline = Date.now() + readySeconds * 1000;
  while (!(await program.isReady())) {
    if (!isRunning(identity)) throw new Failure(messages.endedAtOnce(program.name, log));
    if (Date.now() > deadline) {
      await endBackgroundProcess(program.name);
      throw new Failure(messages.notReady(program.name, readySeconds, log));
    }
    await wait(100);
  }
}

function pidFile(name: string): string {
  return join(places.buildkit, `${name}.pid`);
}
