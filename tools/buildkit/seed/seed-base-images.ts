import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tell } from "../../failure.ts";
import { buildImage, pushedImage } from "../../image-build.ts";
import { messages } from "../../messages.ts";
import { places } from "../../places.ts";
import { findManifestDigest } from "../registry.ts";
import type { BaseImage } from "./base-image.ts";
import { busybox } from "./busybox.ts";
import { debian } from "./debian.ts";
import { golang } from "./golang.ts";
import type { Machine } from "./machine.ts";
import { node } from "./node.ts";

/** Every base image, each after the one that it is made from. */
const baseImages: readonly ((machine: Machine) => BaseImage)[] = [busybox, debian, node, golang];

interface Seeded {
  readonly key: string;
  readonly digest: string;
}

const stampFile = join(places.seeds, "seeded.json");

/** Makes every base image that is not in the registry yet, and pushes it under docker.io's name for it. */
export async function seedBaseImages(buildkitHost: string, registry: string, machine: Machine): Promise<void> {
  mkdirSync(places.seeds, { recursive: true });
  const stamps: Record<string, Seeded> = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, "utf8")) : {};
  for (const make of baseImages) {
    const image = make(machine);
    const [name = ""] = image.names;
    const key = recipeKey(image, stamps);
    if (stamps[name]?.key === key && (await isInRegistry(registry, image, stamps[name].digest))) continue;
    tell(messages.seeding(name));
    stamps[name] = { key, digest: await buildBaseImage(buildkitHost, registry, image) };
    writeFileSync(stampFile, `${JSON.stringify(stamps, null, 2)}\n`);
  }
}

function recipeKey(image: BaseImage, stamps: Readonly<Record<string, Seeded>>): string {
  const parent = image.parent === undefined ? "" : (stamps[image.parent]?.digest ?? "");
  const recipe = JSON.stringify([image.names, image.platforms, image.dockerfile, image.inputs, parent]);
  return createHash("sha256").update(recipe).digest("hex").slice(0, 16);
}

async function isInRegistry(registry: string, image: BaseImage, digest: string): Promise<boolean> {
  const digests = await Promise.all(
    image.names.map((name) => findManifestDigest(registry, ...(mirroredName(name).split(":") as [string, string]))),
  );
  return digests.every((found) => found === digest);
}

async function buildBaseImage(buildkitHost: string, registry: string, image: BaseImage): Promise<string> {
  const folders = await image.prepare();
  const [name = ""] = image.names;
  const recipeFolder = join(places.seeds, `recipe-${name.replace(":", "-")}`);
  mkdirSync(recipeFolder, { recursive: true });
  writeFileSync(join(recipeFolder, "Dockerfile"), image.dockerfile);
  const { context = recipeFolder, ...namedContexts } = folders;
  const references = image.names.map((one) => `${registry}/${mirroredName(one)}`);
  return buildImage({
    what: `base image ${name}`,
    buildkitHost,
    dockerfileFolder: recipeFolder,
    contextFolder: context,
    namedContexts,
    opts: { platform: image.platforms.join(","), "build-arg:SOURCE_DATE_EPOCH": "0" },
    output: `${pushedImage(references)},compression=zstd`,
    timeoutSeconds: 15 * 60,
  });
}

// docker.io keeps what has no owner in its name under "library".
function mirroredName(name: string): string {
  return `library/${name}`;
}
