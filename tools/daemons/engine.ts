import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { endsAfter } from "../buildkit/background-process.ts";
import { removeCgroups } from "../buildkit/leftovers.ts";
import { Failure } from "../failure.ts";
import { messages as toolMessages } from "../messages.ts";
import { inOwnNamespace } from "../own-namespace.ts";
import { cgroupParent, repository } from "../places.ts";
import { makeProcessFolder } from "../process-folder.ts";
import { identifyProcess, isRunning, type ProcessIdentity } from "../process-identity.ts";
import { type CommandOptions, type CommandResult, logPath, runCommand } from "../run-command.ts";
import { daemonsFolder } from "./debian-root.ts";
import { messages } from "./messages.ts";

/** A Docker Engine in namespaces of its own, as another process finds it too. */
export interface Engine {
  /** "trixie" */
  readonly suite: string;
  /** The first process of its namespaces, as numbered outside. */
  readonly first: ProcessIdentity;
  readonly log: string;
}

export interface RunningEngine extends Engine {
  end(): Promise<void>;
}

const readySeconds = 90;

// Not the usual name: until the namespace has its own root, a client would find the machine's own engine by that.
const engineHost = "unix:///run/tested-engine.sock";

export interface EngineStart {
  readonly suite: string;
  /** The folder of its Debian system. */
  readonly root: string;
  /** Its mirror of docker.io, host:port. */
  readonly registry: string;
  /** Ends the wait for it. */
  readonly signal: AbortSignal;
}

/** Starts a Docker Engine with nothing stored, and returns when it answers; a Failure that names its log. */
export async function startEngine(start: EngineStart): Promise<RunningEngine> {
  const { suite } = start;
  const data = makeProcessFolder(daemonsFolder, `data-${suite}-`);
  const log = logPath(`docker-engine-${suite}`);
  const child = spawnEngine(start, data, log);
  const end = () => endEngine(suite, child, data);
  try {
    const first = await untilReady(start, child, log);
    return { suite, first, log, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The result of a program of the engine's Debian, or of the checkout, inside its namespaces. */
export function runInEngine(
  engine: Pick<Engine, "first">,
  command: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const { env = {}, ...others } = options;
  const variables = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/run/client", DOCKER_HOST: engineHost, ...env };
  const assignments = Object.entries(variables).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  const namespaces = ["--target", String(engine.first.pid), "--mount", "--pid"];
  return runCommand("nsenter", [...namespaces, "--", "/usr/bin/env", "-i", ...assignments, ...command], others);
}

function spawnEngine({ suite, root, registry }: EngineStart, data: string, log: string): ChildProcess {
  const script = join(import.meta.dirname, "engine.sh");
  const dockerd = [
    ...["dockerd", "--host", engineHost],
    // In the machine's network, which it leaves as it is: the registry listens on the loopback interface.
    ...["--bridge=none", "--iptables=false", "--ip6tables=false", "--ip-forward=false"],
    ...["--registry-mirror", `http://${registry}`, "--insecure-registry", registry],
    ...["--cgroup-parent", engineCgroup(suite)],
  ];
  const [program, ...namespace] = inOwnNamespace;
  const output = openSync(log, "w");
  // In a session of its own: at Ctrl-C this process says when the daemon ends.
  const child = spawn(program, [...namespace, "sh", script, root, data, repository, tmpdir(), ...dockerd], {
    cwd: "/",
    detached: true,
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  // Without the program, `untilReady` finds no process.
  child.on("error", () => {});
  return child;
}

async function untilReady({ suite, signal }: EngineStart, child: ChildProcess, log: string): Promise<ProcessIdentity> {
  const deadline = Date.now() + readySeconds * 1000;
  const what = `Docker Engine of ${suite}`;
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null)
      throw new Failure(toolMessages.endedAtOnce(what, log));
    const first = firstProcess(child.pid);
    if (first !== undefined && (await answers(first))) return first;
    await wait(200);
  }
  throw new Failure(toolMessages.notReady(what, readySeconds, log));
}

async function answers(first: ProcessIdentity): Promise<boolean> {
  const version = ["docker", "version", "--format", "{{.Server.Version}}"];
  return (await runInEngine({ first }, version, { timeoutSeconds: 10 })).code === 0;
}

/** The only child of `unshare`: process 1 of the new namespace. */
function firstProcess(unshare: number): ProcessIdentity | undefined {
  try {
    const pid = Number(readFileSync(`/proc/${unshare}/task/${unshare}/children`, "utf8"));
    return pid === 0 ? undefined : identifyProcess(pid);
  } catch {
    return undefined;
  }
}

async function endEngine(suite: string, child: ChildProcess, data: string): Promise<void> {
  const unshare = child.pid === undefined ? undefined : identifyProcess(child.pid);
  if (unshare !== undefined) {
    const first = firstProcess(unshare.pid);
    const hasEnded = first !== undefined && (await endsAfter(first, "SIGTERM", 15));
    if (!hasEnded && !(await endsAfter(unshare, "SIGKILL", 15)))
      throw new Failure(messages.stillRuns(suite, unshare.pid));
    // Killed with `unshare`, and the namespace with it.
    const deadline = Date.now() + 10_000;
    while (first !== undefined && isRunning(first) && Date.now() < deadline) await wait(50);
  }
  removeCgroups(engineCgroup(suite));
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
}

function engineCgroup(suite: string): string {
  return `${cgroupParent}-${suite}`;
}
