import { definitionSchema, opSchema } from "#proto/llb.js";
import type { Op } from "#proto/llb.js";
import { GoError } from "../go/go-error.ts";
import { digestOf } from "./definition.ts";
import type { Definition } from "./definition.ts";
import { messages } from "./messages.ts";
import type { Vertex } from "./vertex.ts";
import { decodeMessage } from "./wire/decode.ts";
import { encodeMessage } from "./wire/encode.ts";
import type { Draft } from "./wire/encode.ts";

/** The op that bytes hold. Throws a GoError where they are none. */
export function decodeOp(bytes: Uint8Array): Op {
  return decodeMessage(opSchema, bytes);
}

/** The bytes of an op, whose SHA-256 is its digest. */
export function encodeOp(op: Draft<Op>): Uint8Array {
  return encodeMessage(opSchema, op);
}

/** What an op does, by the name that ops.proto gives it; undefined for the last op of a definition. */
export function opKind(op: Op): Exclude<Vertex["kind"], "encoded"> | undefined {
  return opKinds.find((kind) => op[kind] !== undefined);
}

const opKinds = ["exec", "source", "file", "build", "merge", "diff", "passthrough"] as const;

/** The definition that bytes hold. Its ops are not looked into. Throws a GoError where the bytes are no definition. */
export function decodeDefinition(bytes: Uint8Array): Definition {
  const { def, metadata, source } = reading(messages.notADefinition, () => decodeMessage(definitionSchema, bytes));
  const digests = def.map(digestOf);
  return { def, digests, metadata, ...(source === undefined ? {} : { source }) };
}

/** The definition's ops in order. Throws a GoError that says which one is none. */
export function decodeOps({ def }: Definition): readonly Op[] {
  return def.map((bytes, at) => reading((reason) => messages.notAnOp(at, reason), () => decodeOp(bytes)));
}

function reading<T>(message: (reason: string) => string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(message(error.message));
  }
}
