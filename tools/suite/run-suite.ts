import { spawn } from "node:child_process";
import {
  closeSync,
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { Failure, tell } from "../failure.ts";
import { findProgram } from "../find-program.ts";
import { inOwnNamespace } from "../own-namespace.ts";
import { places } from "../places.ts";
import { logPath } from "../run-command.ts";
import { messages } from "./messages.ts";
import { type SuiteProgram, suiteFolder } from "./suite-program.ts";

/** How a case ended; "unfinished" where the bound or a crash came first. */
export type Outcome = "pass" | "fail" | "skip" | "unfinished";

export interface CaseResult {
  readonly outcome: Outcome;
  /** The first lines of what went wrong, without the daemon's log. */
  readonly error: readonly string[];
}

export interface SuiteRun {
  readonly suite: SuiteProgram;
  /** What a person calls the image: "ours", "reference". */
  readonly image: string;
  /** An OCI archive. */
  readonly archive: string;
  /** The folder that the suite's registry serves. */
  readonly mirror: string;
  /** A regular expression of Go for the names of the suite's functions. */
  readonly only: string | undefined;
  readonly timeoutSeconds: number;
}

/** What each leaf case of the suite said of an image, by the case's name; everything that was started has ended. */
export async function runSuite(run: SuiteRun): Promise<ReadonlyMap<string, CaseResult>> {
  tell(messages.running(run.image, run.timeoutSeconds));
  const log = logPath(`suite-${run.image}`);
  const temporary = mkdtempSync(join(tmpdir().length <= 20 ? tmpdir() : "/tmp", "dllb-suite-"));
  try {
    // The suite's registry keeps what is pushed to it, and the image under a new name in each run.
    const mirror = join(temporary, "mirror");
    cpSync(run.mirror, mirror, { recursive: true });
    await execute({ ...run, mirror }, log, temporary);
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
  const results = await readResults(log);
  if (results.size === 0) throw new Failure(messages.noCases(run.image, log));
  return results;
}

// In a process and mount namespace of its own: when its first process ends, the daemons, registries and containers
// that the cases started are gone with it, and so are their mounts.
function execute({ suite, image, archive, mirror, only, timeoutSeconds }: SuiteRun, log: string, temporary: string) {
  // The worker that is buildkitd's own; the other needs a containerd.
  const pattern = `^TestIntegration$/(?:${only ?? ""})/^worker=oci$`;
  const test = [suite.program, "-test.v=test2json", "-test.timeout=0", `-test.run=${pattern}`];
  const [unshare, ...namespace] = inOwnNamespace;
  const output = openSync(log, "w");
  const child = spawn(unshare, [...namespace, "nice", "-n", "10", suite.go, "tool", "test2json", "-t", ...test], {
    cwd: suite.folder,
    stdio: ["ignore", output, output],
    env: {
      ...process.env,
      PATH: [makePrograms(), places.daemonPrograms, "/usr/sbin", process.env["PATH"]].join(delimiter),
      TMPDIR: temporary,
      FRONTEND_GATEWAY_ONLY: `local:${archive}`,
      BUILDKIT_REGISTRY_MIRROR_DIR: mirror,
      OTEL_TRACES_EXPORTER: "none",
      // How many cases run at a time: they wait more than they work.
      GOMAXPROCS: String(2 * availableParallelism()),
      BUILDKIT_HOST: undefined,
    },
  });
  closeSync(output);
  return new Promise<void>((resolve, reject) => {
    let isInterrupted = false;
    const end = () => child.kill("SIGKILL");
    const interrupt = () => {
      isInterrupted = true;
      end();
    };
    const bound = setTimeout(() => {
      tell(messages.timedOut(image, timeoutSeconds));
      end();
    }, timeoutSeconds * 1000);
    process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
    child.once("close", () => {
      clearTimeout(bound);
      process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
      if (isInterrupted) reject(new Failure(messages.interrupted(image)));
      else resolve();
    });
  });
}

/** A folder with the names that the suite looks for where Debian's differ. */
function makePrograms(): string {
  const folder = join(suiteFolder, "bin");
  const registry = join(folder, "registry");
  mkdirSync(folder, { recursive: true });
  if (!existsSync(registry)) symlinkSync(findProgram("docker-registry") ?? "docker-registry", registry);
  return folder;
}

interface Event {
  readonly Action: string;
  readonly Test?: string;
  readonly Output?: string;
}

// A failed case prints its daemon's whole log after its error.
const keptLines = 1_000;

/** The leaf cases of a log of `go tool test2json`. */
export async function readResults(log: string): Promise<ReadonlyMap<string, CaseResult>> {
  const outcomes = new Map<string, Outcome>();
  const outputs = new Map<string, string[]>();
  for await (const line of createInterface({ input: createReadStream(log), crlfDelay: Number.POSITIVE_INFINITY })) {
    const event = readEvent(line);
    const name = event?.Test;
    if (event === undefined || name === undefined) continue;
    if (event.Action === "run") outcomes.set(name, "unfinished");
    else if (isOutcome(event.Action)) outcomes.set(name, event.Action);
    else if (event.Output !== undefined) {
      const lines = outputs.get(name) ?? [];
      if (lines.length < keptLines) lines.push(event.Output.trimEnd());
      outputs.set(name, lines);
    }
  }
  const parents = new Set([...outcomes.keys()].flatMap(ancestors));
  const leaves = [...outcomes].filter(([name]) => !parents.has(name)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return new Map(
    leaves.map(([name, outcome]) => [
      name.replace("TestIntegration/", ""),
      { outcome, error: outcome === "pass" || outcome === "skip" ? [] : firstError(outputs.get(name) ?? []) },
    ]),
  );
}

function readEvent(line: string): Event | undefined {
  // What the programs print themselves stands between the events.
  try {
    return JSON.parse(line) as Event;
  } catch {
    return undefined;
  }
}

function isOutcome(action: string): action is Outcome {
  return action === "pass" || action === "fail" || action === "skip";
}

function ancestors(name: string): string[] {
  const parts = name.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}

function firstError(lines: readonly string[]): string[] {
  const start = lines.findIndex((line) => /^\s*Error Trace:/.test(line));
  const told = start === -1 ? lines.filter((line) => !/^(===|\s*---)/.test(line)) : lines.slice(start);
  // Not the stacks of errors, and not the daemon's log, which a sandbox prints after them.
  const isTold = (line: string) =>
    !/^\s*$|^\s*[^\s:]*\.(?:go|s):\d+$|^\s*(?:[\w.-]+\/)+[\w.()*-]+$|^\s*runtime\.\w+$/.test(line);
  const log = told.findIndex((line) => /^\s*sandbox\.go:/.test(line));
  const kept = told
    .slice(0, log === -1 ? undefined : log)
    .filter(isTold)
    .slice(0, 12);
  return kept.map((line) => line.trim().slice(0, 400));
}
