import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { Failure } from "../tools/failure.ts";
import { buildOracle } from "../tools/oracle/oracle-program.ts";
import { repository } from "../tools/places.ts";
import { highWaterMark } from "./memory.ts";
import { messages } from "./messages.ts";
import type { Pass } from "./pass.ts";
import type { Sides } from "./side.ts";

/** A process that walks over the requests of a file when it is told to. */
export interface Loop {
  pass(): Promise<Pass>;
  end(): void;
  /** Ends it amid a pass, which rejects, and returns the most memory it has had, in MiB. */
  stop(): number | undefined;
}

/** Both sides' loops over the requests of a file. */
export async function startLoops(file: string): Promise<Sides<Loop>> {
  const node = join(repository, "node_modules/node/bin/node");
  const program = join(import.meta.dirname, "compile-loop.ts");
  const oracle = await buildOracle("oracle");
  return {
    ours: startLoop([node, "--conditions=source", program, file]),
    reference: startLoop([oracle, "-bench", file]),
  };
}

// Node reads certificates when it starts where an environment names some, and Go takes limits from it.
const environment = { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "" };

function startLoop(command: readonly string[]): Loop {
  const [program = "", ...args] = command;
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"], env: environment });
  const lines = createInterface({ input: child.stdout });
  const stop = () => {
    const peak = highWaterMark(child.pid);
    child.kill("SIGKILL");
    return peak;
  };
  return { pass: () => askForPass(child, lines, program), end: () => child.stdin.end(), stop };
}

async function askForPass(child: ChildProcess, lines: Interface, program: string): Promise<Pass> {
  const answered = new AbortController();
  const { signal } = answered;
  const ended = once(child, "close", { signal }).then(([code]) => {
    throw new Failure(messages.loopEnded(program, code as number | null));
  });
  ended.catch(() => {});
  child.stdin?.write("\n");
  try {
    const [line] = (await Promise.race([once(lines, "line", { signal }), ended])) as [string];
    return JSON.parse(line) as Pass;
  } finally {
    answered.abort();
  }
}
