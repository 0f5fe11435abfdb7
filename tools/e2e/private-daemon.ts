import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type DaemonPlace, daemonConfig, isDaemonReachable } from "../buildkit/daemon.ts";
import { removeCgroups } from "../buildkit/leftovers.ts";
import { Failure } from "../failure.ts";
import { messages } from "../messages.ts";
import { inOwnNamespace } from "../own-namespace.ts";
import { cgroupParent, places } from "../places.ts";
import { makeProcessFolder } from "../process-folder.ts";
import { logPath } from "../run-command.ts";

/** A daemon of a test's own, with nothing stored, which the test may kill. */
export interface PrivateDaemon {
  /** "unix:///..." */
  readonly address: string;
  /** Its containers' cgroups lie below this one. */
  readonly cgroupParent: string;
  /** Kills it, as when it crashes: what runs in its containers is left to itself. */
  kill(): void;
  /** Ends it with all that it runs and stores. */
  end(): Promise<void>;
}

const readySeconds = 60;
const name = "buildkitd-private";

// The first process of the namespaces outlives the daemon, so that containers do; it waits for what it inherits.
const script = `mount -t tmpfs none /run/runc && "$@" & while sleep 0.1; do :; done`;

/** Starts a daemon whose mirror of docker.io is that registry (host:port); a Failure that names its log. */
export async function startPrivateDaemon(registry: string): Promise<PrivateDaemon> {
  const run = mkdtempSync("/tmp/dockerfile-llb-private-");
  const root = makeProcessFolder(places.buildkit, "private-");
  const place = {
    ...{ run, root, address: `unix://${join(run, "buildkitd.sock")}` },
    cgroupParent: `${cgroupParent}-private-${process.pid}`,
  };
  const child = spawnDaemon(place, registry);
  const end = () => endDaemon(place, child);
  try {
    const deadline = Date.now() + readySeconds * 1000;
    while (!(await isDaemonReachable(place.address))) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Failure(messages.endedAtOnce(name, logPath(name)));
      if (Date.now() > deadline) throw new Failure(messages.notReady(name, readySeconds, logPath(name)));
      await wait(100);
    }
  } catch (error) {
    await end();
    throw error;
  }
  const kill = () => process.kill(daemonPid(place), "SIGKILL");
  return { address: place.address, cgroupParent: place.cgroupParent, kill, end };
}

function spawnDaemon(place: DaemonPlace, registry: string): ChildProcess {
  const config = configFile(place);
  writeFileSync(config, daemonConfig(place, registry));
  // The place of what runc knows of its containers: each namespace has its own.
  mkdirSync("/run/runc", { recursive: true });
  const [program, ...words] = inOwnNamespace;
  const output = openSync(logPath(name), "w");
  const daemon = [join(places.daemonPrograms, "buildkitd"), "--config", config];
  const child = spawn(program, [...words, "sh", "-c", script, "sh", ...daemon], {
    cwd: "/",
    stdio: ["ignore", output, output],
    env: { ...process.env, TMPDIR: place.run },
  });
  closeSync(output);
  // Without the program, the wait for the daemon ends with its exit code.
  child.on("error", () => {});
  return child;
}

function configFile({ run }: DaemonPlace): string {
  return join(run, "buildkitd.toml");
}

function daemonPid(place: DaemonPlace): number {
  const found = readdirSync("/proc").find((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      return words[0]?.endsWith("/buildkitd") === true && words.includes(configFile(place));
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Failure(messages.endedAtOnce(name, logPath(name)));
  return Number(found);
}

async function endDaemon(place: DaemonPlace, child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  if (child.exitCode === null && child.signalCode === null && child.kill("SIGKILL")) await ended;
  for (const folder of [place.root, place.run]) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  removeCgroups(place.cgroupParent);
}
