import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { places } from "../../places.ts";
import { runStep } from "../../run-command.ts";
import { type BaseImage, envInstructions } from "./base-image.ts";
import { debootstrap } from "./debootstrap.ts";
import { caBundleInImage, type Machine } from "./machine.ts";

const suite = "bookworm";

// Documentation, and what apt and dpkg wrote down while they installed.
const emptied = [
  ...["usr/share/doc", "usr/share/info", "usr/share/locale", "usr/share/man"],
  ...["var/cache/apt/archives/partial", "var/lib/apt/lists", "var/log/apt"],
];

/** Debian's minimal system without its documentation, with the machine's CA certificates and ways to fetch. */
export function debian(machine: Machine): BaseImage {
  const caBundle = readFileSync(machine.caBundle);
  return {
    names: [`debian:${suite}-slim`, `debian:${suite}`],
    platforms: [`linux/${machine.architecture}`],
    dockerfile: `FROM scratch
ADD rootfs.tar /
COPY --from=machine / /
${envInstructions({ PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", ...machine.env })}CMD ["bash"]
`,
    inputs: [machine.debianMirror, machine.aptConfig, createHash("sha256").update(caBundle).digest("hex")],
    prepare: async () => ({
      context: await bootstrap(machine),
      machine: writeMachineFiles(machine, caBundle),
    }),
  };
}

/** The folder of `rootfs.tar`, made once for each mirror and architecture. */
async function bootstrap(machine: Machine): Promise<string> {
  const key = createHash("sha256").update(machine.debianMirror).digest("hex").slice(0, 8);
  const folder = join(places.seeds, `debian-${suite}-${machine.architecture}-${key}`);
  const archive = join(folder, "rootfs.tar");
  if (existsSync(archive)) return folder;
  const root = join(places.seeds, "debian-root");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { architecture, debianMirror: mirror } = machine;
  await debootstrap({ suite, architecture, mirror, packages: ["ca-certificates"], root });
  for (const path of emptied) {
    rmSync(join(root, path), { recursive: true, force: true });
    mkdirSync(join(root, path), { recursive: true });
  }
  await archiveFolder(root, `${archive}.part`);
  renameSync(`${archive}.part`, archive);
  rmSync(root, { recursive: true, force: true });
  return folder;
}

/** Writes a tar of a folder with numeric owners, sorted, without device nodes. */
export async function archiveFolder(folder: string, archive: string): Promise<void> {
  const options = ["--create", "--numeric-owner", "--sort=name", "--one-file-system", "--exclude=./dev/*"];
  await runStep("tar", [...options, "--file", archive, "--directory", folder, "."], {
    what: `tar of ${folder}`,
    timeoutSeconds: 5 * 60,
  });
}

function writeMachineFiles(machine: Machine, caBundle: Uint8Array): string {
  const folder = join(places.seeds, "machine");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "etc/apt/apt.conf.d"), { recursive: true });
  mkdirSync(join(folder, "etc/ssl/certs"), { recursive: true });
  writeFileSync(join(folder, caBundleInImage), caBundle, { mode: 0o644 });
  writeFileSync(join(folder, "etc/apt/apt.conf.d/90machine"), machine.aptConfig, { mode: 0o644 });
  return folder;
}
