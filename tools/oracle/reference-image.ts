import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findManifestDigest } from "../buildkit/registry.ts";
import { tell } from "../failure.ts";
import { buildImage, pushedImage } from "../image-build.ts";
import { messages } from "../messages.ts";
import { places } from "../places.ts";

const stampFile = join(places.buildkit, "reference.json");

// Also under the public name, so that `# syntax=docker/dockerfile:1` finds it through our daemon's mirror.
const names = ["dockerfile-reference:latest", "docker/dockerfile:1"];

/** The reference as its authors publish it, for a machine without Go. */
export const publicReferenceImage = "docker.io/docker/dockerfile:1.28";

/**
 * The reference frontend's image, "host:port/name@digest", packed and pushed where the registry does not have it.
 * `programKey` changes with the program inside.
 */
export async function pushReferenceImage(buildkitHost: string, registry: string, programKey: string): Promise<string> {
  const key = `${programKey}-${dockerfileKey()}`;
  const stamp = readStamp();
  const digests = await Promise.all(
    names.map((name) => findManifestDigest(registry, ...(name.split(":") as [string, string]))),
  );
  const isPushed = stamp.key === key && digests.every((digest) => digest === stamp.digest);
  const digest = isPushed ? stamp.digest : await pack(buildkitHost, registry);
  writeFileSync(stampFile, `${JSON.stringify({ key, digest })}\n`);
  return `${registry}/dockerfile-reference@${digest}`;
}

/** Writes the reference frontend's image to an OCI archive. */
export async function writeReferenceArchive(buildkitHost: string, file: string): Promise<void> {
  await build(buildkitHost, `type=oci,dest=${file}`);
}

function pack(buildkitHost: string, registry: string): Promise<string> {
  return build(buildkitHost, pushedImage(names.map((name) => `${registry}/${name}`)));
}

function build(buildkitHost: string, output: string): Promise<string> {
  tell(messages.packingReference());
  return buildImage({
    what: "the reference's image",
    buildkitHost,
    dockerfileFolder: places.oracleModule,
    contextFolder: places.oraclePrograms,
    opts: { "build-arg:SOURCE_DATE_EPOCH": "0" },
    output: `${output},rewrite-timestamp=true`,
    timeoutSeconds: 5 * 60,
  });
}

function dockerfileKey(): string {
  const dockerfile = readFileSync(join(places.oracleModule, "Dockerfile"));
  return createHash("sha256").update(dockerfile).digest("hex").slice(0, 16);
}

function readStamp(): { readonly key?: string; readonly digest?: string } {
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, "utf8")) : {};
}
