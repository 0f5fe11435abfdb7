import type { OpMetadata } from "#proto/llb.js";
import type { SourceLocation } from "../source-map.ts";
import type { Output } from "../vertex.ts";

/** One output of an op that is bytes already, with the op. */
export interface EncodedVertex {
  readonly kind: "encoded";
  readonly inputs: readonly Output[];
  /** The op as it goes into another definition. Throws a GoError where its definition lacks it. */
  marshaled(): {
    readonly digest: string;
    readonly bytes: Uint8Array;
    readonly metadata: OpMetadata;
    readonly locations: readonly SourceLocation[];
  };
}
