import { createHash } from "node:crypto";
import type { Compilation } from "../../compile.ts";
import { encodeJson, type JsonValue } from "../../go/encode-json.ts";
import { type Definition, encodeDefinition } from "../../llb/definition.ts";
import { metadataJson, sourceJson } from "../../llb/print/json.ts";
import { encodeImageConfig, type Image } from "../../oci/image-config.ts";

/** What an answer says of one compilation. */
export function compiledParts(compilation: Compilation, definition: Definition): Readonly<Record<string, unknown>> {
  const { image, baseImage, epoch } = compilation;
  return {
    head: definition.digests.at(-1) ?? "",
    ...definitionParts(definition),
    ...imageParts("image", image),
    ...(baseImage === undefined ? {} : imageParts("baseImage", baseImage)),
    ...(epoch === undefined ? {} : { epoch: Number(epoch.seconds) }),
  };
}

function definitionParts(definition: Definition): Readonly<Record<string, unknown>> {
  return {
    def: definition.def.map((bytes) => Buffer.from(bytes).toString("base64")),
    digests: definition.digests,
    metadata: Object.fromEntries(
      [...definition.metadata].map(([digest, one]) => [digest, plain(metadataJson(one, "proto"))]),
    ),
    ...(definition.source === undefined ? {} : { source: plain(sourceJson(definition.source, "proto")) }),
    definitionDigest: sha256(encodeDefinition(definition)),
  };
}

function imageParts(name: "image" | "baseImage", image: Image): Readonly<Record<string, unknown>> {
  const json = encodeImageConfig(image);
  return { [name]: JSON.parse(json) as unknown, [`${name}Digest`]: sha256(Buffer.from(json)) };
}

function plain(value: JsonValue): unknown {
  return JSON.parse(encodeJson(value)) as unknown;
}

/** `sha256:` and the hex digest of bytes. */
export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
