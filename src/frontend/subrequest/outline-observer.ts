import { compareCodePoints, sortedStrings } from "../../go/code-point-order.ts";
import { toLower } from "../../go/letter-case.ts";
import { sortSlice } from "../../go/sort-slice.ts";
import type { DeclaredArg, Observer, Placed } from "../../lower/observer.ts";
import type { PlannedStage } from "../../lower/plan/planned-stage.ts";
import { type LineRange, wireRanges } from "../../text/span.ts";
import type { Outline, OutlineArg, OutlineMount } from "./outline-result.ts";

/** What a stage asks of whoever builds it. */
interface StageNeeds {
  /** ARGs of the stage by name; those it does not hold are global. */
  readonly args: Map<string, DeclaredArg>;
  readonly used: Set<string>;
  readonly secrets: Map<string, OutlineMount>;
  readonly ssh: Map<string, OutlineMount>;
}

/** Gathers an outline from a compilation. @mirrors frontend/dockerfile/dockerfile2llb/outline.go outlineCapture */
export class OutlineObserver {
  readonly #stages = new Map<PlannedStage, StageNeeds>();
  #globals: ReadonlyMap<string, DeclaredArg> = new Map();

  /** The listener of the compilation; `then` hears everything after it. */
  listenWith(then: Observer): Observer {
    return {
      ...then,
      globalsEvaluated: (args) => {
        this.#globals = args;
        then.globalsEvaluated(args);
      },
      stagePlanned: (stage, used) => {
        this.#plan(stage, used);
        then.stagePlanned(stage, used);
      },
      argDeclared: (at, arg, inherited) => {
        const needs = this.#needs(at.stage);
        if (!inherited) needs.args.set(arg.key, arg);
        needs.used.add(arg.key);
        then.argDeclared(at, arg, inherited);
      },
      secretMounted: (at, id, required) => {
        addMount(this.#needs(at.stage).secrets, at, id, required);
        then.secretMounted(at, id, required);
      },
      sshMounted: (at, id, required) => {
        addMount(this.#needs(at.stage).ssh, at, id, required);
        then.sshMounted(at, id, required);
      },
    };
  }

  /** The outline of a stage of the file, the last one where no name is given. @mirrors frontend/dockerfile/dockerfile2llb/outline.go Outline */
  outline(target: string): Outline {
    const stages = [...this.#stages.keys()].filter(({ source }) => source !== undefined);
    const stage = stages.findLast(({ name }) => target === "" || name === toLower(target));
    if (stage === undefined) return { name: "", description: "", args: [], secrets: [], ssh: [] };
    const reached = this.#reachedFrom(stage);
    return {
      name: stage.name,
      description: stage.source?.from.docComment ?? "",
      args: byLine(this.#collectArgs(reached)),
      secrets: byLine(this.#collectMounts(reached, "secrets")),
      ssh: byLine(this.#collectMounts(reached, "ssh")),
    };
  }

  #plan(stage: PlannedStage, used: ReadonlySet<string>): void {
    const base = stage.base ?? this.#replacedBase(stage);
    const inherited = base === undefined ? [] : this.#needs(base).used;
    const needs = this.#needs(stage);
    for (const name of inherited) needs.used.add(name);
    for (const name of used) needs.used.add(name);
  }

  /** The stage that FROM names where a context stands for the whole stage: what that one's FROM uses counts still. */
  #replacedBase({ namedContext, baseName }: PlannedStage): PlannedStage | undefined {
    if (namedContext === undefined) return undefined;
    return [...this.#stages.keys()].findLast(({ name }) => name !== "" && name === baseName);
  }

  #needs(stage: PlannedStage): StageNeeds {
    let needs = this.#stages.get(stage);
    if (needs === undefined) {
      needs = { args: new Map(), used: new Set(), secrets: new Map(), ssh: new Map() };
      this.#stages.set(stage, needs);
    }
    return needs;
  }

  /** A stage, its base and what it reads from, each before what it needs itself; dependencies in file order. */
  #reachedFrom(start: PlannedStage): readonly PlannedStage[] {
    const order = new Map([...this.#stages.keys()].map((stage, at) => [stage, at]));
    const reached = new Set<PlannedStage>();
    const pending = [start];
    for (let stage = pending.pop(); stage !== undefined; stage = pending.pop()) {
      if (reached.has(stage)) continue;
      reached.add(stage);
      const dependencies = [...stage.dependencies.keys()];
      dependencies.sort((left, right) => (order.get(right) ?? 0) - (order.get(left) ?? 0));
      for (const dependency of dependencies) pending.push(dependency);
      if (stage.base !== undefined) pending.push(stage.base);
    }
    return [...reached];
  }

  #collectArgs(stages: readonly PlannedStage[]): readonly OutlineArg[] {
    const found = new Map<string, OutlineArg>();
    for (const stage of stages) {
      for (const name of sortedStrings(this.#usedNames(stage))) {
        const arg = this.#arg(stage, name);
        if (arg === undefined || found.has(name)) continue;
        const { key, docComment, value = "", lines } = arg;
        found.set(name, { name: key, description: docComment, value, ranges: wireRanges(lines) });
      }
    }
    return [...found.values()];
  }

  #arg(stage: PlannedStage, name: string): DeclaredArg | undefined {
    return this.#needs(stage).args.get(name) ?? (stage.source === undefined ? undefined : this.#globals.get(name));
  }

  /** What a stage uses, and what the defaults of that refer to. */
  #usedNames(stage: PlannedStage): ReadonlySet<string> {
    const used = new Set(this.#needs(stage).used);
    for (const name of used) for (const dependency of this.#arg(stage, name)?.dependencies ?? []) used.add(dependency);
    return used;
  }

  #collectMounts(stages: readonly PlannedStage[], kind: "secrets" | "ssh"): readonly OutlineMount[] {
    const found = new Map<string, OutlineMount>();
    for (const stage of stages) {
      const mounts = [...this.#needs(stage)[kind].values()].sort((a, b) => compareCodePoints(a.name, b.name));
      for (const mount of mounts) if (!found.has(mount.name)) found.set(mount.name, mount);
    }
    return [...found.values()];
  }
}

/** The first mount of an id in a stage counts. */
function addMount(
  mounts: Map<string, OutlineMount>,
  at: Placed<{ readonly lines: LineRange }>,
  id: string,
  required: boolean,
): void {
  if (!mounts.has(id)) mounts.set(id, { name: id, required, ranges: wireRanges(at.lines) });
}

/** By first line; what shares a line stands as the reference's sort leaves it. */
function byLine<T extends Pick<OutlineArg, "ranges">>(list: readonly T[]): readonly T[] {
  const line = ({ ranges }: T) => ranges[0]?.start.line ?? 0;
  return sortSlice(list, (left, right) => line(left) < line(right));
}
