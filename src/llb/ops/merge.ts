import { GoError } from "../../go/go-error.ts";
import { cap } from "../caps.ts";
import type { Constraints } from "../constraints.ts";
import { messages } from "../messages.ts";
import type { State } from "../state.ts";
import { scratch } from "../state.ts";
import type { Output } from "../vertex.ts";
import type { OpContext, OpDraft } from "./op-context.ts";
import { opDraft } from "./op-context.ts";

/** Inputs laid over each other, the last on top. */
export interface MergeVertex {
  readonly kind: "merge";
  readonly inputs: readonly Output[];
  readonly constraints: Constraints;
}

/**
 * The states laid over each other, the last on top; otherwise as the first that is not empty. Empty states are left
 * out, and a single one that remains is returned as it is.
 *
 * @mirrors client/llb/merge.go Merge
 */
export function merge(states: readonly State[], constraints: Constraints = {}): State {
  const filled = states.filter((state) => state.output !== undefined);
  const [first, second] = filled;
  if (first === undefined) return scratch();
  if (second === undefined) return first;
  const inputs = filled.map((state) => state.output as Output);
  const vertex: MergeVertex = { kind: "merge", inputs, constraints };
  return first.withOutput({ vertex, index: 0 });
}

/** @mirrors client/llb/merge.go MergeOp.Marshal */
export function draftMerge(vertex: MergeVertex, context: OpContext): OpDraft {
  const inputs = vertex.inputs.map((output) => context.input(output)).filter((input) => input !== undefined);
  if (inputs.length < 2) throw new GoError(messages.mergeInputs);
  const merge = { inputs: inputs.map((_, input) => ({ input })) };
  return opDraft(context, vertex.constraints, [cap.mergeOp], { stampPlatform: false, inputs, merge });
}
