/** The nodes and edges of the graph, before they are bytes. */
import type { Platform } from "../oci/platform.ts";
import type { BuildVertex } from "./ops/build.ts";
import type { DiffVertex } from "./ops/diff.ts";
import type { EncodedVertex } from "./ops/encoded.ts";
import type { ExecVertex } from "./ops/exec.ts";
import type { FileVertex } from "./ops/file.ts";
import type { MergeVertex } from "./ops/merge.ts";
import type { PassthroughVertex } from "./ops/passthrough.ts";
import type { SourceVertex } from "./ops/source.ts";

/** A vertex that becomes an op, by the name that ops.proto gives the op; `encoded` is one that is bytes already. */
export type Vertex =
  | ExecVertex
  | SourceVertex
  | FileVertex
  | BuildVertex
  | MergeVertex
  | DiffVertex
  | PassthroughVertex
  | EncodedVertex;

/** What stands for a state that is given only when the graph is marshaled. */
export interface PlaceholderVertex {
  readonly kind: "placeholder";
  /** What it stands for, for error texts. */
  readonly name: string;
}

/** One file system that a vertex makes. */
export interface Output {
  readonly vertex: Vertex | PlaceholderVertex;
  /** The place among the vertex's outputs, from 0. */
  readonly index: number;
  /** The platform of whoever uses the output, unless they name one. */
  readonly platform?: Platform | undefined;
  /** Why the output cannot be used: marshaling a user of it fails with these words. */
  readonly problem?: string | undefined;
}
