import type { Constraints } from "../constraints.ts";
import type { RunBase, State } from "../state.ts";
import type { Output } from "../vertex.ts";
import type { ExecMount } from "./exec-mount.ts";
import { mountOutput, rootTarget, sortedMounts } from "./exec-mount.ts";
import type { RunOptions } from "./run-options.ts";

/** A process in a container. */
export interface ExecVertex {
  readonly kind: "exec";
  readonly inputs: readonly Output[];
  readonly args: readonly string[];
  /** What the state says of the process, and the options in its place. */
  readonly base: RunBase;
  /** Sorted by target. */
  readonly mounts: readonly ExecMount[];
  readonly options: RunOptions;
  readonly constraints: Constraints;
}

/** What a run leaves behind. */
export interface Run {
  /** The state run on, after the command. */
  readonly root: State;
  /** For each mount given, in that order, its source after the command. Using one that is no output fails when it is marshaled. */
  readonly mounts: readonly State[];
}

/** A command run on `state`. `base` is the state with what `options` put in its place. @mirrors client/llb/state.go State.Run */
export function exec(state: State, base: RunBase, args: readonly string[], options: RunOptions): Run {
  const { mounts = [], readonlyRootFs, platform } = options;
  const root = { target: rootTarget, readonly: readonlyRootFs === true, source: state.output, place: -1 };
  const sorted = sortedMounts([
    root,
    ...mounts.map((mount, place) => ({ ...mount, source: mount.source.output, place })),
  ]);
  const vertex: ExecVertex = {
    kind: "exec",
    inputs: sorted.flatMap(({ source }) => source ?? []),
    args,
    base,
    mounts: sorted,
    options,
    constraints: options,
  };
  const outputs = new Map(sorted.map((mount) => [mount.place, mountOutput(mount, { vertex, platform })]));
  return {
    root: state.withOutput(outputs.get(root.place)),
    mounts: mounts.map((mount, place) => mount.source.withOutput(outputs.get(place))),
  };
}
