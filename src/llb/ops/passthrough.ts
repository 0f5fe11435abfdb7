import { GoError } from "../../go/go-error.ts";
import { cap } from "../caps.ts";
import type { Constraints } from "../constraints.ts";
import { messages } from "../messages.ts";
import type { State } from "../state.ts";
import { fromOutput } from "../state.ts";
import type { Output } from "../vertex.ts";
import type { OpContext, OpDraft } from "./op-context.ts";
import { opDraft } from "./op-context.ts";

/** Some of its inputs as they are; the others only have to be there. */
export interface PassthroughVertex {
  readonly kind: "passthrough";
  readonly id: string;
  readonly inputs: readonly Output[];
  /** For each output, the place of the input that it is. */
  readonly outputs: readonly number[];
  readonly constraints: Constraints;
}

export interface PassthroughInput {
  readonly state: State;
  /** Whether the input is an output too. */
  readonly output: boolean;
}

/** The states of a passthrough op's outputs, in order. Empty inputs are left out. @mirrors client/llb/passthrough.go NewPassthroughOp */
export function passthrough(id: string, from: readonly PassthroughInput[], constraints: Constraints = {}): State[] {
  return passthroughOutputs(id, from, constraints).map(fromOutput);
}

/**
 * `state`, which is not there before `needed` are. Nothing is added where `needed` is empty.
 *
 * @mirrors client/llb/state.go State.Requires
 */
export function requires(state: State, id: string, needed: readonly State[]): State {
  if (needed.length === 0) return state;
  const inputs = [{ state, output: true }, ...needed.map((other) => ({ state: other, output: false }))];
  const [output] = passthroughOutputs(id, inputs, {});
  return state.withOutput(output);
}

/** The outputs; at least one, which fails when it is marshaled where the op has none. */
function passthroughOutputs(
  id: string,
  from: readonly PassthroughInput[],
  constraints: Constraints,
): readonly [Output, ...Output[]] {
  const filled = from.filter(({ state }) => state.output !== undefined);
  const outputs = filled.flatMap(({ output }, place) => (output ? [place] : []));
  const inputs = filled.map(({ state }) => state.output as Output);
  const vertex: PassthroughVertex = { kind: "passthrough", id, inputs, outputs, constraints };
  const [, ...more] = outputs.map((_, index): Output => ({ vertex, index }));
  return [{ vertex, index: 0 }, ...more];
}

/** @mirrors client/llb/passthrough.go PassthroughOp.Marshal */
export function draftPassthrough(vertex: PassthroughVertex, context: OpContext): OpDraft {
  if (vertex.inputs.length === 0) throw new GoError(messages.passthroughInputs);
  if (vertex.id === "") throw new GoError(messages.passthroughId);
  if (vertex.outputs.length === 0) throw new GoError(messages.passthroughOutputs);
  const inputs = vertex.inputs.map((output) => context.input(output)).filter((input) => input !== undefined);
  const passthrough = { id: vertex.id, outputs: vertex.outputs };
  return opDraft(context, vertex.constraints, [cap.passthroughOp], { stampPlatform: false, inputs, passthrough });
}
