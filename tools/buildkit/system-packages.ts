import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readElf } from "../elf.ts";
import { Failure, tell } from "../failure.ts";
import { findProgram } from "../find-program.ts";
import { messages } from "../messages.ts";
import { runStep } from "../run-command.ts";

interface SystemPackage {
  readonly name: string;
  readonly isInstalled: () => boolean;
}

const hasProgram = (name: string) => () => findProgram(name) !== undefined;

/** The packages of Debian and its kin that BuildKit, the registry and the base images need. */
const systemPackages: readonly SystemPackage[] = [
  { name: "runc", isInstalled: hasProgram("runc") },
  { name: "docker-registry", isInstalled: hasProgram("docker-registry") },
  { name: "debootstrap", isInstalled: hasProgram("debootstrap") },
  // For looking into an archive by hand where a comparison of images fails.
  { name: "umoci", isInstalled: hasProgram("umoci") },
  { name: "busybox-static", isInstalled: hasStaticBusybox },
  { name: "git", isInstalled: hasProgram("git") },
  // The daemon unpacks xz with it; the tests make archives of both kinds.
  { name: "xz-utils", isInstalled: hasProgram("xz") },
  { name: "bzip2", isInstalled: hasProgram("bzip2") },
  { name: "openssh-client", isInstalled: hasProgram("ssh-agent") },
];

/** Installs what is missing, with one `apt-get update`; a Failure naming it where that cannot be done. */
export async function requireSystemPackages(): Promise<void> {
  const missing = systemPackages.filter((one) => !one.isInstalled()).map((one) => one.name);
  if (missing.length === 0) return;
  const canInstall = process.getuid?.() === 0 && findProgram("apt-get") !== undefined;
  if (!canInstall) throw new Failure(messages.packagesMissing(missing.join(" ")));
  tell(messages.installing(missing.join(" ")));
  await apt("apt-get update", ["update"]);
  await withoutServices(() => apt("apt-get install", ["install", "-y", "--no-install-recommends", ...missing]));
}

async function apt(what: string, args: readonly string[]): Promise<void> {
  await runStep("apt-get", ["-o", "DPkg::Lock::Timeout=120", ...args], {
    what,
    env: { DEBIAN_FRONTEND: "noninteractive" },
    timeoutSeconds: 10 * 60,
  });
}

// The registry's package would start a service of its own, on a port of its own, that nobody ends.
async function withoutServices(action: () => Promise<void>): Promise<void> {
  const policy = "/usr/sbin/policy-rc.d";
  if (existsSync(policy)) return action();
  writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    await action();
  } finally {
    rmSync(policy, { force: true });
  }
}

function hasStaticBusybox(): boolean {
  const busybox = findProgram("busybox");
  return busybox !== undefined && readElf(readFileSync(busybox))?.isStatic === true;
}
