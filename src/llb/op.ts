import type { Op } from "#proto/llb.js";
import { opSchema } from "#proto/llb.js";
import { GoError } from "../go/go-error.ts";
import type { Definition } from "./definition.ts";
import { messages } from "./messages.ts";
import type { Vertex } from "./vertex.ts";
import { decodeMessage } from "./wire/decode.ts";
import type { Draft } from "./wire/encode.ts";
import { encodeMessage } from "./wire/encode.ts";

/** The op that bytes hold. Throws a GoError where they are none. */
export function decodeOp(bytes: Uint8Array): Op {
  return decodeMessage(opSchema, bytes);
}

/** The bytes of an op, whose SHA-256 is its digest. */
export function encodeOp(op: Draft<Op>): Uint8Array {
  return encodeMessage(opSchema, op);
}

/** What an op does, by the name that ops.proto gives it. */
export type OpKind = Exclude<Vertex["kind"], "encoded">;

/** Every kind of op, in the order of ops.proto. */
export const opKinds: readonly OpKind[] = ["exec", "source", "file", "build", "merge", "diff", "passthrough"];

/** The op's kind; undefined for the last op of a definition, which only points at the result. */
export function opKind(op: Op): OpKind | undefined {
  return opKinds.find((kind) => op[kind] !== undefined);
}

/**
 * The definition's ops in order. Throws a GoError that names the first op that is none, and the first edge that leads
 * to no op before its own.
 */
export function decodeOps({ def, digests }: Definition): readonly Op[] {
  const known = new Set<string>();
  return def.map((bytes, at) => {
    const op = readOp(bytes, at);
    const missing = op.inputs.find(({ digest }) => !known.has(digest));
    if (missing !== undefined) throw new GoError(messages.missingInput(at, missing.digest));
    known.add(digests[at] as string);
    return op;
  });
}

function readOp(bytes: Uint8Array, at: number): Op {
  try {
    return decodeOp(bytes);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(messages.notAnOp(at, error.message));
  }
}
