import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { Failure } from "./failure.ts";
import { messages } from "./messages.ts";
import { places } from "./places.ts";

export interface CommandOptions {
  readonly cwd?: string;
  /** Added to the environment of this process; undefined takes a name away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string | Uint8Array;
  readonly timeoutSeconds: number;
}

export interface CommandResult {
  /** The exit code; 128 + the signal's number where a signal ended it. */
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly timedOut: boolean;
}

const graceMilliseconds = 5_000;

/**
 * The result of a program, run to its end or until the bound, when it is told to end and killed 5 s later.
 * Throws a Failure where the program is not there.
 */
export function runCommand(program: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: options.cwd, env: environment(options.env), stdio: "pipe" });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    let timedOut = false;
    const bound = setTimeout(() => {
      timedOut = true;
      child.kill("SIGTERM");
    }, options.timeoutSeconds * 1000);
    const lastResort = setTimeout(
      () => {
        child.kill("SIGKILL");
        // What the program started may hold the pipes open, and "close" would never come.
        child.stdout.destroy();
        child.stderr.destroy();
      },
      options.timeoutSeconds * 1000 + graceMilliseconds,
    );
    const stopClocks = () => {
      clearTimeout(bound);
      clearTimeout(lastResort);
    };
    child.on("error", () => {
      stopClocks();
      reject(new Failure(messages.commandMissing(program)));
    });
    child.on("close", (code, signal) => {
      stopClocks();
      const exit = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      resolve({ code: exit, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr), timedOut });
    });
    // A program may end without reading its input.
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
  });
}

export interface StepOptions extends CommandOptions {
  /** What the sentence of a failure calls it; the log's name is made from it. */
  readonly what: string;
}

/** The stdout of a program that must succeed; its whole output is kept in a log, which the Failure names. */
export async function runStep(program: string, args: readonly string[], options: StepOptions): Promise<string> {
  const result = await runCommand(program, args, options);
  const log = writeLog(options.what, [`$ ${[program, ...args].join(" ")}\n`, result.stdout, result.stderr]);
  if (result.timedOut) throw new Failure(messages.commandTimedOut(options.what, options.timeoutSeconds, log));
  if (result.code !== 0) {
    const how = lastLine(result.stderr) ?? messages.exitCode(result.code);
    throw new Failure(messages.commandFailed(options.what, how, log));
  }
  return result.stdout.toString("utf8");
}

// Most programs end with the line that says why.
function lastLine(output: Buffer): string | undefined {
  const line = output.toString("utf8").trim().split("\n").at(-1)?.trim();
  return line === "" ? undefined : line?.slice(0, 300);
}

/** The path of the log of one step, whose name is made from the words of `what`. */
export function logPath(what: string): string {
  mkdirSync(places.logs, { recursive: true });
  return join(places.logs, `${what.replace(/[^A-Za-z0-9.]+/g, "-")}.log`);
}

function writeLog(what: string, parts: readonly (string | Uint8Array)[]): string {
  const path = logPath(what);
  const file = openSync(path, "w");
  for (const part of parts) writeSync(file, typeof part === "string" ? Buffer.from(part) : part);
  closeSync(file);
  return path;
}

function environment(changes: CommandOptions["env"]): NodeJS.ProcessEnv {
  const merged: NodeJS.ProcessEnv = { ...process.env, ...changes };
  for (const [name, value] of Object.entries(merged)) if (value === undefined) delete merged[name];
  return merged;
}
