import type { State } from "../llb/state.ts";
import type { LoweredStage } from "./lower-stages.ts";
import type { PlannedStage } from "./plan/planned-stage.ts";
import { reachableStages } from "./plan/reachable.ts";

/** What an SBOM scanner looks at. */
export interface ScanTargets {
  readonly core: State;
  /** The main context and stages that ask for it, by name. */
  readonly extras: ReadonlyMap<string, State>;
  /** Whether any of it is built without cache. */
  readonly ignoreCache: boolean;
}

/** What a scan of the target covers. @mirrors frontend/dockerfile/dockerfile2llb/convert.go Dockerfile2LLB */
export function scanTargets(
  target: PlannedStage,
  lowered: ReadonlyMap<PlannedStage, LoweredStage>,
  mainContext: State,
): ScanTargets {
  const result = lowered.get(target);
  const extras = new Map<string, State>();
  if (result?.scanContext === true) extras.set("context", mainContext);
  let { ignoreCache } = target;
  for (const stage of reachableStages(target)) {
    const other = lowered.get(stage);
    if (stage === target || other?.scanStage !== true) continue;
    extras.set(stage.displayName, other.state);
    ignoreCache ||= stage.ignoreCache;
  }
  return { core: result?.state ?? mainContext, extras, ignoreCache };
}
