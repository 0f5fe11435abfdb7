import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../failure.ts";
import { messages } from "../messages.ts";
import { cgroupParent, places } from "../places.ts";
import { identifyProcess } from "../process-identity.ts";
import { runCommand } from "../run-command.ts";
import { endsAfter } from "./background-process.ts";

/** Ends the containers, mounts and sockets that a daemon of ours left, however it ended. */
export async function removeLeftovers(): Promise<void> {
  await endContainers();
  await forgetContainers();
  await unmountAll();
  removeCgroups(cgroupParent);
  rmSync(places.run, { recursive: true, force: true });
}

/** Kills every process in a container of our daemon. */
export async function endContainers(): Promise<void> {
  for (const pid of readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)) {
    const identity = isInOurCgroup(pid) ? identifyProcess(pid) : undefined;
    if (identity !== undefined && !(await endsAfter(identity, "SIGKILL", 30))) {
      throw new Failure(messages.stillRuns("a container of the daemon", pid));
    }
  }
}

const runcStates = "/run/runc";

// A container whose daemon was killed stays in runc's list, with the folder of its bundle, which is below our root.
async function forgetContainers(): Promise<void> {
  for (const id of existsSync(runcStates) ? readdirSync(runcStates) : []) {
    const state = join(runcStates, id, "state.json");
    const isOurs = existsSync(state) && readFileSync(state, "utf8").includes(`"bundle=${places.daemonRoot}/`);
    if (isOurs) await runCommand("runc", ["delete", "--force", id], { timeoutSeconds: 30 });
  }
}

// Lines of /proc/PID/cgroup are "7:memory:/path" on cgroup v1 and "0::/path" on v2.
function isInOurCgroup(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cgroup`, "utf8")
      .split("\n")
      .some((line) => `${line.split(":").slice(2).join(":")}/`.includes(`${cgroupParent}/`));
  } catch {
    return false;
  }
}

async function unmountAll(): Promise<void> {
  // The deepest first; the same place may be mounted more than once.
  for (const path of mountsBelow([places.daemonRoot, places.run]).reverse()) {
    const result = await runCommand("umount", ["-l", path], { timeoutSeconds: 20 });
    if (result.code !== 0) throw new Failure(messages.stillMounted(path, result.stderr.toString("utf8").trim()));
  }
}

/** The mount points below these folders, in the order they were mounted. */
export function mountsBelow(folders: readonly string[]): string[] {
  return readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .map((line) => unescapeOctal(line.split(" ")[4] ?? ""))
    .filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)));
}

// The kernel writes space, tab, newline and backslash as \040 and so on.
function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

/** Removes the cgroup of that name, and those below it, from each hierarchy. */
export function removeCgroups(parent: string): void {
  const top = "/sys/fs/cgroup";
  if (!existsSync(top)) return;
  const hierarchies = ["", ...readdirSync(top)].map((name) => join(top, name, parent));
  for (const folder of hierarchies) if (existsSync(folder)) removeCgroup(folder);
}

// A cgroup's folder holds files that cannot be removed; only empty folders can, children first.
function removeCgroup(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeCgroup(join(folder, entry.name));
  }
  try {
    rmdirSync(folder);
  } catch {
    // Left empty it does no harm: nothing runs in it, and the next daemon uses it again.
  }
}
