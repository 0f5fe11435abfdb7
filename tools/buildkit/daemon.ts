import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cgroupParent, ownBuildkitHost, places } from "../places.ts";
import { runCommand } from "../run-command.ts";
import { endBackgroundProcess, endsAfter, findBackgroundProcess, startInBackground } from "./background-process.ts";
import { buildctlProgram } from "./client-programs.ts";
import { endContainers, removeLeftovers } from "./leftovers.ts";

const name = "buildkitd";
const configFile = join(places.buildkit, "buildkitd.toml");

/** True while our daemon's process runs. */
export function isOwnDaemonRunning(): boolean {
  return findBackgroundProcess(name) !== undefined;
}

/** True when a daemon answers at that address within 5 s. */
export async function isDaemonReachable(host: string): Promise<boolean> {
  const result = await runCommand(buildctlProgram(), ["--addr", host, "--timeout", "4", "debug", "workers"], {
    timeoutSeconds: 5,
  });
  return result.code === 0;
}

/** Starts the daemon, with that registry (host:port) as its mirror of docker.io, and returns when it answers. */
export async function startDaemon(registry: string): Promise<void> {
  const temporary = join(places.run, "tmp");
  mkdirSync(places.run, { recursive: true, mode: 0o700 });
  mkdirSync(temporary, { recursive: true });
  mkdirSync(places.daemonRoot, { recursive: true });
  const place = { address: ownBuildkitHost, root: places.daemonRoot, run: places.run, cgroupParent };
  writeFileSync(configFile, daemonConfig(place, registry));
  await startInBackground({
    name,
    program: join(places.daemonPrograms, "buildkitd"),
    args: ["--config", configFile],
    // Its mounts and the sockets of forwarded ssh agents are made in TMPDIR: a short path of our own.
    env: { TMPDIR: temporary },
    isReady: () => isDaemonReachable(ownBuildkitHost),
  });
}

/** Ends our daemon and all that it may have left: containers, mounts, sockets. */
export async function endDaemon(): Promise<void> {
  const daemon = findBackgroundProcess(name);
  // It waits for builds that run, and they for their containers.
  if (daemon !== undefined && !(await endsAfter(daemon, "SIGTERM", 2))) await endContainers();
  await endBackgroundProcess(name);
  await removeLeftovers();
}

/** Where a daemon listens, and keeps and runs its things. */
export interface DaemonPlace {
  /** "unix:///..." */
  readonly address: string;
  readonly root: string;
  /** The folder of its other sockets. */
  readonly run: string;
  readonly cgroupParent: string;
}

/**
 * The configuration of a daemon there, with that registry (host:port) as its mirror of docker.io. One file for cgroup v1
 * and v2; "auto" is overlayfs where the kernel and the file system allow it, else native.
 */
export function daemonConfig(place: DaemonPlace, registry: string): string {
  return `root = ${JSON.stringify(place.root)}
insecure-entitlements = ["network.host", "security.insecure"]

[grpc]
  address = [${JSON.stringify(place.address)}]

[otel]
  socketPath = ${JSON.stringify(join(place.run, "otel.sock"))}

[cdi]
  disabled = true

[worker.oci]
  enabled = true
  snapshotter = "auto"
  networkMode = "host"
  defaultCgroupParent = ${JSON.stringify(place.cgroupParent)}
  gc = true
  reservedSpace = "4GB"
  maxUsedSpace = "12GB"

[worker.containerd]
  enabled = false

[registry."docker.io"]
  mirrors = [${JSON.stringify(registry)}]

[registry.${JSON.stringify(registry)}]
  http = true
`;
}
