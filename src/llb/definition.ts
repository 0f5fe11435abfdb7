import { sha256 } from "@noble/hashes/sha2.js";
import type { Definition as DefinitionMessage, OpMetadata, Source } from "#proto/llb.js";
import { definitionSchema, opSchema } from "#proto/llb.js";
import { GoError } from "../go/go-error.ts";
import { messages } from "./messages.ts";
import { decodeMessage } from "./wire/decode.ts";
import { encodeMessage } from "./wire/encode.ts";

/** A graph as bytes, with what belongs to its vertices. */
export interface Definition {
  /** Each op's bytes, inputs before their users; the last op only points at the result. Empty for an empty file system. */
  readonly def: readonly Uint8Array[];
  /** Each op's digest, as `sha256:` and hex. */
  readonly digests: readonly string[];
  /** By digest. */
  readonly metadata: ReadonlyMap<string, OpMetadata>;
  readonly source?: Source | undefined;
}

/** The bytes of a `pb.Definition`, deterministic as Go's. */
export function encodeDefinition(definition: Definition): Uint8Array {
  return encodeMessage(definitionSchema, definitionMessage(definition));
}

/** The definition that bytes hold. Its ops are not looked into. Throws a GoError where the bytes are no definition. */
export function decodeDefinition(bytes: Uint8Array): Definition {
  try {
    const { def, metadata, source } = decodeMessage(definitionSchema, bytes);
    return { def, digests: def.map(digestOf), metadata, ...(source === undefined ? {} : { source }) };
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(messages.notADefinition(error.message));
  }
}

/** The definition as the wire's message. */
export function definitionMessage({ def, metadata, source }: Definition): DefinitionMessage {
  return { def, metadata, ...(source === undefined ? {} : { source }) };
}

/** The digest of the vertex that makes the result; empty for an empty file system. @mirrors client/llb/marshal.go Definition.Head */
export function head(definition: Definition): string {
  const last = definition.def.at(-1);
  return last === undefined ? "" : (decodeMessage(opSchema, last).inputs[0]?.digest ?? "");
}

/** The ids of the capabilities that a daemon needs for any op of the definition. */
export function neededCaps({ metadata }: Definition): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { caps } of metadata.values()) for (const [id, needed] of caps) if (needed) ids.add(id);
  return ids;
}

/** `sha256:` and the hex digest of bytes. */
export function digestOf(bytes: Uint8Array): string {
  const hash = sha256(bytes);
  let text = "sha256:";
  for (const byte of hash) text += hexPairs[byte];
  return text;
}

const hexPairs: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
