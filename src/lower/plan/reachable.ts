import type { PlannedStage } from "./planned-stage.ts";

/** All stages that `target` needs, itself among them. */
export function reachableStages(target: PlannedStage): Set<PlannedStage> {
  const reached = new Set<PlannedStage>();
  const pending = [target];
  for (let stage = pending.pop(); stage !== undefined; stage = pending.pop()) {
    if (reached.has(stage)) continue;
    reached.add(stage);
    if (stage.base !== undefined) pending.push(stage.base);
    for (const dependency of stage.dependencies.keys()) pending.push(dependency);
  }
  return reached;
}
