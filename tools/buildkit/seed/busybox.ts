import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram } from "../../find-program.ts";
import { places } from "../../places.ts";
import { runStep } from "../../run-command.ts";
import type { BaseImage } from "./base-image.ts";
import { archiveFolder } from "./debian.ts";
import type { Machine } from "./machine.ts";

const accounts = [
  ...["root:0:0:/root:/bin/sh", "daemon:1:1:/usr/sbin:/bin/false", "bin:2:2:/bin:/bin/false"],
  ...["mail:8:8:/var/spool/mail:/bin/false", "www-data:33:33:/var/www:/bin/false"],
  ...["operator:37:37:/var:/bin/false", "nobody:65534:65534:/home:/bin/false"],
];

/**
 * The machine's static busybox with a link for each of its programs. An index of two platforms, so that a pull for
 * the other architecture resolves; both hold this machine's program.
 */
export function busybox(machine: Machine): BaseImage {
  const program = findProgram("busybox") ?? "/bin/busybox";
  const other = machine.architecture === "arm64" ? "amd64" : "arm64";
  return {
    names: ["busybox:latest", "busybox:1"],
    platforms: [`linux/${machine.architecture}`, `linux/${other}`],
    dockerfile: `FROM scratch
ADD rootfs.tar /
ENV PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
CMD ["sh"]
`,
    inputs: [createHash("sha256").update(readFileSync(program)).digest("hex"), ...accounts],
    prepare: async () => ({ context: await makeRoot(program) }),
  };
}

async function makeRoot(program: string): Promise<string> {
  const folder = join(places.seeds, "busybox");
  const root = join(folder, "root");
  rmSync(folder, { recursive: true, force: true });
  for (const path of ["bin", "dev", "etc", "home", "root", "tmp", "usr/sbin", "var/spool/mail", "var/www"]) {
    mkdirSync(join(root, path), { recursive: true });
  }
  chmodSync(join(root, "root"), 0o700);
  chmodSync(join(root, "tmp"), 0o1777);
  copyFileSync(program, join(root, "bin/busybox"));
  const programs = (await runStep(program, ["--list"], { what: "busybox --list", timeoutSeconds: 20 })).trim();
  for (const name of programs.split("\n")) {
    if (name !== "busybox") symlinkSync("busybox", join(root, "bin", name));
  }
  writeAccounts(join(root, "etc"));
  await archiveFolder(root, join(folder, "rootfs.tar"));
  rmSync(root, { recursive: true, force: true });
  return folder;
}

function writeAccounts(folder: string): void {
  const rows = accounts.map((line) => line.split(":"));
  const users = rows.map(([name, uid, gid, home, shell]) => `${name}:x:${uid}:${gid}:${name}:${home}:${shell}\n`);
  const groups = rows.map(([name, , gid]) => `${name === "nobody" ? "nogroup" : name}:x:${gid}:\n`);
  writeFileSync(join(folder, "passwd"), users.join(""));
  writeFileSync(join(folder, "group"), groups.join(""));
}
