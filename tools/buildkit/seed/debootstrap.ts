import { rmSync } from "node:fs";
import { join } from "node:path";
import { inOwnNamespace } from "../../own-namespace.ts";
import { runStep } from "../../run-command.ts";

export interface DebianSystem {
  /** "bookworm" */
  readonly suite: string;
  /** As Debian calls it; by default this machine's. */
  readonly architecture?: string;
  /** The URL of the mirror; empty for the one that debootstrap takes by itself. */
  readonly mirror: string;
  /** What it has beside the packages that are essential. */
  readonly packages: readonly string[];
  /** Where it is to lie; what is there is removed. */
  readonly root: string;
}

/** Makes a minimal Debian system in a folder, without the packages' archives; a Failure that names its log. */
export async function debootstrap(system: DebianSystem): Promise<void> {
  const { suite, architecture, mirror, packages, root } = system;
  rmSync(root, { recursive: true, force: true });
  const options = ["--variant=minbase", `--include=${packages.join(",")}`];
  if (architecture !== undefined) options.push(`--arch=${architecture}`);
  const [program, ...namespace] = inOwnNamespace;
  await runStep(program, [...namespace, "debootstrap", ...options, suite, root, ...(mirror === "" ? [] : [mirror])], {
    what: `debootstrap ${suite}`,
    env: { TMPDIR: undefined },
    timeoutSeconds: 15 * 60,
  });
  rmSync(join(root, "var/cache/apt/archives"), { recursive: true, force: true });
}
