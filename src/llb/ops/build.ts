import { cap } from "../caps.ts";
import type { Constraints } from "../constraints.ts";
import type { State } from "../state.ts";
import type { Output } from "../vertex.ts";
import type { OpContext, OpDraft } from "./op-context.ts";
import { noInput, opDraft } from "./op-context.ts";

/** A nested build of the definition that its input holds as a file. */
export interface BuildVertex {
  readonly kind: "build";
  readonly inputs: readonly Output[];
  /** The file with the definition, empty for the daemon's default. */
  readonly filename: string;
  readonly constraints: Constraints;
}

/**
 * What a nested build of the definition in `state` makes; otherwise as `state`, which must not be empty.
 *
 * @mirrors client/llb/llbbuild/llbbuild.go Build
 */
export function build(state: State, filename = "", constraints: Constraints = {}): State {
  const inputs = state.output === undefined ? [] : [state.output];
  const vertex: BuildVertex = { kind: "build", inputs, filename, constraints };
  return state.withOutput({ vertex, index: 0 });
}

/** @mirrors client/llb/llbbuild/llbbuild.go build.Marshal */
export function draftBuild(vertex: BuildVertex, context: OpContext): OpDraft {
  const inputs = vertex.inputs.map((output) => context.input(output)).filter((input) => input !== undefined);
  const build = {
    // The builder is the daemon itself.
    builder: noInput,
    inputs: new Map([["buildkit.llb.definition", { input: 0 }]]),
    attrs: new Map(vertex.filename === "" ? [] : [["llbbuild.filename", vertex.filename]]),
  };
  return opDraft(context, vertex.constraints, [cap.buildLlbFileName], { stampPlatform: true, inputs, build });
}
