import type { Constraints } from "../constraints.ts";
import type { State } from "../state.ts";
import type { Output } from "../vertex.ts";
import type { FileAction, FileChain } from "./file-action.ts";

/** Changes to a file system. */
export interface FileVertex {
  readonly kind: "file";
  readonly inputs: readonly Output[];
  readonly base: State;
  readonly actions: readonly FileAction[];
  readonly constraints: Constraints;
}

/** `state` after `actions`. @mirrors client/llb/state.go State.File */
export function file(state: State, actions: readonly FileAction[], constraints: Constraints): State {
  const vertex: FileVertex = { kind: "file", inputs: fileInputs(state, actions), base: state, actions, constraints };
  return state.withOutput({ vertex, index: 0 });
}

/** The states that actions read, the last action's first: that is the order in which the graph is walked. */
function fileInputs(base: State, actions: readonly FileAction[]): Output[] {
  const inputs: Output[] = [];
  const walk = (chain: Pick<FileChain, "base"> & { readonly actions: readonly FileAction[] }): void => {
    if (chain.base.output !== undefined) inputs.push(chain.base.output);
    for (let at = chain.actions.length - 1; at >= 0; at--) {
      const action = chain.actions[at] as FileAction;
      if (action.kind !== "copy") continue;
      if ("actions" in action.source) walk(action.source);
      else if (action.source.output !== undefined) inputs.push(action.source.output);
    }
  };
  walk({ base, actions });
  return inputs;
}
