import { GoError } from "../../go/go-error.ts";
import { cap } from "../caps.ts";
import type { Constraints } from "../constraints.ts";
import { messages } from "../messages.ts";
import type { State } from "../state.ts";
import { fromOutput } from "../state.ts";
import type { OpContext, OpDraft } from "./op-context.ts";
import { opDraft } from "./op-context.ts";

/** Content from outside the graph. */
export interface SourceVertex {
  readonly kind: "source";
  readonly inputs: readonly [];
  /** Starts with the kind of source, such as `docker-image://`. */
  readonly identifier: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly caps: readonly string[];
  /** Why marshaling fails, for a source made of something that is none. */
  readonly problem: string | undefined;
  readonly constraints: Constraints;
}

export interface SourceParts {
  readonly identifier: string;
  readonly attributes?: ReadonlyMap<string, string>;
  readonly caps: readonly string[];
  readonly problem?: string | undefined;
}

/** The state of a source. @mirrors client/llb/source.go NewSource */
export function source({ identifier, attributes, caps, problem }: SourceParts, constraints: Constraints): State {
  const vertex: SourceVertex = {
    kind: "source",
    inputs: [],
    identifier,
    attributes: attributes ?? new Map(),
    caps,
    problem,
    constraints,
  };
  return fromOutput({ vertex, index: 0, platform: constraints.platform });
}

/** @mirrors client/llb/source.go SourceOp.Marshal */
export function draftSource(vertex: SourceVertex, context: OpContext): OpDraft {
  const { identifier, problem } = vertex;
  if (problem !== undefined) throw new GoError(problem);
  if (identifier === "") throw new GoError(messages.emptySourceIdentifier);
  const attrs = new Map(vertex.attributes);
  const caps = [...vertex.caps];
  if (identifier.startsWith("local://") && !attrs.has("local.session")) {
    attrs.set("local.unique", context.localUniqueId());
    caps.push(cap.sourceLocalUnique);
  }
  const stampPlatform = identifier.startsWith("docker-image://") || identifier.startsWith("oci-layout://");
  return opDraft(context, vertex.constraints, caps, { stampPlatform, source: { identifier, attrs } });
}
