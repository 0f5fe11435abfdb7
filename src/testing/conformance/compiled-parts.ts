import { createHash } from "node:crypto";
import type { Source } from "#proto/llb.js";
import type { Compilation } from "../../compile.ts";
import { type JsonValue, map } from "../../go/encode-json.ts";
import { type Definition, encodeDefinition } from "../../llb/definition.ts";
import { decodeOps } from "../../llb/op.ts";
import { metadataJson, opJson, sourceJson } from "../../llb/print/json.ts";
import { encodeImageConfig, type Image } from "../../oci/image-config.ts";

/** What an answer says of one compilation, without what the request wants left out. */
export function compiledParts(
  { image, baseImage, epoch }: Compilation,
  definition: Definition,
  omit: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  return {
    head: definition.digests.at(-1) ?? "",
    ...definitionParts(definition, omit),
    ...imageParts("image", image, omit),
    ...(baseImage === undefined ? {} : imageParts("baseImage", baseImage, omit)),
    ...(epoch === undefined ? {} : { epoch: Number(epoch.seconds) }),
  };
}

function definitionParts(definition: Definition, omit: ReadonlySet<string>): Readonly<Record<string, unknown>> {
  const { def, digests, metadata, source } = definition;
  const definitionDigest = sha256(encodeDefinition(definition));
  if (def.length === 0) return { definitionDigest };
  return {
    ...(omit.has("def") ? {} : { def: def.map((bytes) => Buffer.from(bytes).toString("base64")) }),
    digests,
    ...(omit.has("ops") ? {} : { ops: opsPart(definition) }),
    ...(omit.has("metadata") ? {} : { metadata: plain(map(mapped(metadata, (each) => metadataJson(each, "json")))) }),
    ...(omit.has("source") || source === undefined ? {} : { source: sourcePart(source, omit) }),
    definitionDigest,
  };
}

function opsPart(definition: Definition): readonly object[] {
  return decodeOps(definition).map((op, at) => ({ digest: definition.digests[at], op: plain(opJson(op, "proto")) }));
}

function mapped<T, U>(entries: ReadonlyMap<string, T>, change: (value: T) => U): readonly (readonly [string, U])[] {
  return [...entries].map(([key, value]) => [key, change(value)]);
}

function sourcePart(source: Source, omit: ReadonlySet<string>): unknown {
  const infos = source.infos.map((info) => (omit.has("sourceData") ? { ...info, data: new Uint8Array() } : info));
  return plain(sourceJson({ ...source, infos }, "json"));
}

function imageParts(
  name: "image" | "baseImage",
  image: Image,
  omit: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  const json = encodeImageConfig(image);
  const digest = { [`${name}Digest`]: sha256(Buffer.from(json)) };
  return omit.has(name) ? digest : { [name]: JSON.parse(json) as unknown, ...digest };
}

/** A value for Go's encoder as one for JavaScript's. */
function plain(value: JsonValue | undefined): unknown {
  if (typeof value === "bigint") return String(value);
  if (value === undefined || value === null || typeof value !== "object") return value;
  if (!("kind" in value)) return value.map(plain);
  if (value.kind === "text") return JSON.parse(value.text);
  const members = value.kind === "map" ? [...value.entries] : Object.entries(value.members);
  return Object.fromEntries(members.map(([key, member]) => [key, plain(member)]));
}

/** `sha256:` and the hex digest of bytes. */
export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
