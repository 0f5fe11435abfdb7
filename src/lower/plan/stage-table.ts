import { toLower } from "../../go/letter-case.ts";
import type { PlannedStage } from "./planned-stage.ts";

/**
 * Stages by position and by name. FROM finds a stage by the exact text among lower-case names, COPY --from, mounts
 * and the target in any case; a later stage of the same name hides an earlier one.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/convert.go dispatchStates
 */
export class StageTable {
  readonly #stages: PlannedStage[] = [];
  readonly #known = new Set<PlannedStage>();
  readonly #byName = new Map<string, PlannedStage>();

  /** All stages in the order they were added, implicit ones among them. */
  get stages(): readonly PlannedStage[] {
    return this.#stages;
  }

  add(stage: PlannedStage): void {
    this.#stages.push(stage);
    this.#known.add(stage);
    if (stage.name !== "") this.#byName.set(toLower(stage.name), stage);
  }

  has(stage: PlannedStage): boolean {
    return this.#known.has(stage);
  }

  /** The stage that FROM means by `baseName`. */
  findBase(baseName: string): PlannedStage | undefined {
    return this.#byName.get(baseName);
  }

  findByName(name: string): PlannedStage | undefined {
    return this.#byName.get(toLower(name));
  }

  /** The stage at a 0-based index, which may be an implicit one. */
  findByIndex(index: number): PlannedStage | undefined {
    return this.#stages[index];
  }

  /** Names that an error may suggest. */
  displayNames(): string[] {
    return this.#stages.map((stage) => stage.displayName).filter((name) => name !== "");
  }
}
