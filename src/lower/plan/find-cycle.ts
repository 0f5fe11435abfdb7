import type { Command, PlannedStage } from "./planned-stage.ts";

interface Visit {
  readonly stage: PlannedStage;
  readonly edges: Iterator<[PlannedStage, Command]>;
}

/** A circle of stages: where the search began and the commands that lead round it. */
export interface StageCycle {
  readonly stage: PlannedStage;
  readonly commands: readonly Command[];
}

/**
 * The first circle among what stages copy or mount from one another, undefined where there is none. Bases are no
 * edges: FROM names earlier stages only.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/validations.go validateCircularDependency
 */
export function findCycle(stages: readonly PlannedStage[]): StageCycle | undefined {
  const visited = new Set<PlannedStage>();
  for (const stage of stages) {
    const commands = cycleFrom(stage, visited);
    if (commands !== undefined) return { stage, commands };
  }
  return undefined;
}

/** What a stage reads from, in the order of the file: the reference goes in any order. */
function edgesOf({ dependencies }: PlannedStage): Iterator<[PlannedStage, Command]> {
  const edges = [...dependencies];
  return edges.sort(([left], [right]) => (left.lines?.start ?? 0) - (right.lines?.start ?? 0)).values();
}

function cycleFrom(start: PlannedStage, visited: Set<PlannedStage>): Command[] | undefined {
  if (visited.has(start)) return undefined;
  visited.add(start);
  if (start.dependencies.size === 0) return undefined;
  const open = new Set([start]);
  const trail: Visit[] = [{ stage: start, edges: edgesOf(start) }];
  const commands: Command[] = [];
  for (let visit = trail.at(-1); visit !== undefined; visit = trail.at(-1)) {
    const { value, done } = visit.edges.next();
    if (done) {
      open.delete(visit.stage);
      trail.pop();
      commands.pop();
      continue;
    }
    const [stage, command] = value;
    if (open.has(stage)) return [...commands, command];
    if (visited.has(stage)) continue;
    visited.add(stage);
    if (stage.dependencies.size === 0) continue;
    open.add(stage);
    commands.push(command);
    trail.push({ stage, edges: edgesOf(stage) });
  }
  return undefined;
}
