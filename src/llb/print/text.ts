import type { ExecOp, FileAction, FileOp, Input, Op } from "#proto/llb.js";
import { quote } from "../../go/quote.ts";
import type { Definition } from "../definition.ts";
import { decodeOps, type OpKind, opKind } from "../op.ts";

/**
 * The definition for people: a line for each vertex, with its number, its kind, what it does and the numbers of the
 * vertices it reads (`2.1` is the second output of vertex 2). Throws a GoError where an op cannot be read.
 */
export function definitionText(definition: Definition): string {
  const ops = decodeOps(definition);
  const places = new Map(definition.digests.map((digest, at) => [digest, at]));
  return ops.map((op, at) => `${line(op, at, places)}\n`).join("");
}

function line(op: Op, at: number, places: ReadonlyMap<string, number>): string {
  const kind = opKind(op);
  const from = op.inputs.map((input) => edge(input, places)).join(" ");
  const what = kind === undefined ? "result" : `${kind} ${details[kind](op)}`;
  return `${at} ${what}${from === "" ? "" : ` <- ${from}`}`;
}

function edge({ digest, index }: Input, places: ReadonlyMap<string, number>): string {
  return index === 0 ? `${places.get(digest)}` : `${places.get(digest)}.${index}`;
}

/** What an op does in a few words, by its kind. */
const details: { readonly [Kind in OpKind]: (op: Op) => string } = {
  exec: ({ exec }) => execText(exec as ExecOp),
  source: ({ source }) => source?.identifier ?? "",
  file: ({ file }) => (file as FileOp).actions.map(actionText).join(", "),
  build: ({ build }) => build?.attrs.get("llbbuild.filename") ?? "",
  merge: ({ merge }) => `${merge?.inputs.length} layers`,
  diff: () => "",
  passthrough: ({ passthrough }) => passthrough?.id ?? "",
};

function execText({ meta, mounts }: ExecOp): string {
  const args = (meta?.args ?? []).map(quote).join(" ");
  const targets = mounts.filter(({ dest }) => dest !== "/").map(({ dest }) => dest);
  return targets.length === 0 ? args : `${args} (mounts ${targets.join(" ")})`;
}

function actionText({ copy, mkfile, mkdir, rm, symlink }: FileAction): string {
  if (copy !== undefined) return `copy ${quote(copy.src)} ${quote(copy.dest)}`;
  if (mkfile !== undefined) return `mkfile ${quote(mkfile.path)} (${mkfile.data.length} bytes)`;
  if (mkdir !== undefined) return `mkdir ${quote(mkdir.path)}`;
  if (rm !== undefined) return `rm ${quote(rm.path)}`;
  return symlink === undefined ? "" : `symlink ${quote(symlink.newpath)} ${quote(symlink.oldpath)}`;
}
