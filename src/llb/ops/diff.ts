import type { Input } from "#proto/llb.js";
import { cap } from "../caps.ts";
import type { Constraints } from "../constraints.ts";
import type { State } from "../state.ts";
import { scratch } from "../state.ts";
import type { Output } from "../vertex.ts";
import type { OpContext, OpDraft } from "./op-context.ts";
import { noInput, opDraft } from "./op-context.ts";

/** What `upper` has that `lower` has not. */
export interface DiffVertex {
  readonly kind: "diff";
  readonly inputs: readonly Output[];
  readonly lower: Output | undefined;
  readonly upper: Output | undefined;
  readonly constraints: Constraints;
}

/**
 * What `upper` has that `lower` has not; otherwise as `lower`. Over an empty `lower` that is `upper` itself.
 *
 * @mirrors client/llb/diff.go Diff
 */
export function diff(lower: State, upper: State, constraints: Constraints = {}): State {
  if (lower.output === undefined) return upper.output === undefined ? scratch() : upper;
  const inputs = [lower.output, ...(upper.output === undefined ? [] : [upper.output])];
  const vertex: DiffVertex = { kind: "diff", inputs, lower: lower.output, upper: upper.output, constraints };
  return lower.withOutput({ vertex, index: 0 });
}

/** The two inputs are two edges even where they are the same. @mirrors client/llb/diff.go DiffOp.Marshal */
export function draftDiff(vertex: DiffVertex, context: OpContext): OpDraft {
  const inputs: Input[] = [];
  const place = (output: Output | undefined) => {
    const input = output === undefined ? undefined : context.input(output);
    return { input: input === undefined ? noInput : inputs.push(input) - 1 };
  };
  const diff = { lower: place(vertex.lower), upper: place(vertex.upper) };
  return opDraft(context, vertex.constraints, [cap.diffOp], { stampPlatform: false, inputs, diff });
}
