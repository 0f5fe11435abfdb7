import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { debootstrap } from "../buildkit/seed/debootstrap.ts";
import { findDebianMirror } from "../buildkit/seed/machine.ts";
import { tell } from "../failure.ts";
import { cache } from "../places.ts";
import { messages } from "./messages.ts";

/** Where the Debian systems and what their daemons store lie; safe to remove. */
export const daemonsFolder: string = join(cache, "daemons");

const packages = ["docker.io", "docker-cli", "docker-buildx"];

/** The root of a Debian of that suite with Docker Engine, made once for each mirror. */
export async function makeDebianRoot(suite: string): Promise<string> {
  const mirror = findDebianMirror();
  const key = createHash("sha256")
    .update(JSON.stringify([mirror, packages]))
    .digest("hex")
    .slice(0, 8);
  const root = join(daemonsFolder, `${suite}-${key}`);
  if (existsSync(root)) return root;
  tell(messages.making(suite));
  mkdirSync(daemonsFolder, { recursive: true });
  const draft = `${root}.part`;
  await debootstrap({ suite, mirror, packages, root: draft });
  writeFileSync(join(draft, "etc/hosts"), "127.0.0.1 localhost\n");
  renameSync(draft, root);
  return root;
}
