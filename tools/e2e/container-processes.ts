import { readdirSync, readFileSync } from "node:fs";

/** A process in a container of a daemon, as numbered outside. */
export interface ContainerProcess {
  readonly pid: number;
  /** Its words with spaces between them. */
  readonly command: string;
  /** True for a gateway frontend, which the daemon tells of its workers. */
  readonly isFrontend: boolean;
}

/** The processes in containers of the daemon whose cgroups are below that one. */
export function containerProcesses(cgroupParent: string): ContainerProcess[] {
  return readdirSync("/proc").flatMap((name) => {
    try {
      if (!/^\d+$/.test(name) || !read(name, "cgroup").includes(`${cgroupParent}/`)) return [];
      const command = read(name, "cmdline").replaceAll("\0", " ");
      // A zombie has none, and is gone for whoever waits for it.
      if (command === "") return [];
      return [{ pid: Number(name), command, isFrontend: read(name, "environ").includes("BUILDKIT_WORKERS=") }];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}

function read(pid: string, file: string): string {
  return readFileSync(`/proc/${pid}/${file}`, "utf8");
}
