/** Every op, by the kind of its vertex. */
import type { Vertex } from "../vertex.ts";
import { draftBuild } from "./build.ts";
import { draftDiff } from "./diff.ts";
import { draftExec } from "./draft-exec.ts";
import { draftFile } from "./draft-file.ts";
import { draftMerge } from "./merge.ts";
import type { OpContext, OpDraft } from "./op-context.ts";
import { draftPassthrough } from "./passthrough.ts";
import { draftSource } from "./source.ts";

/** A vertex that has yet to become bytes. */
export type DraftVertex = Exclude<Vertex, { readonly kind: "encoded" }>;

type Drafts = {
  readonly [Kind in DraftVertex["kind"]]: (
    vertex: Extract<DraftVertex, { readonly kind: Kind }>,
    context: OpContext,
  ) => OpDraft;
};

/** How a vertex of each kind becomes an op. */
export const drafts: Drafts = {
  exec: draftExec,
  source: draftSource,
  file: draftFile,
  build: draftBuild,
  merge: draftMerge,
  diff: draftDiff,
  passthrough: draftPassthrough,
};

/** The op of a vertex whose inputs have their digests. */
export function draftOp<Kind extends DraftVertex["kind"]>(
  vertex: Extract<DraftVertex, { readonly kind: Kind }>,
  context: OpContext,
): OpDraft {
  const draft: (vertex: Extract<DraftVertex, { readonly kind: Kind }>, context: OpContext) => OpDraft =
    drafts[vertex.kind as Kind];
  return draft(vertex, context);
}
