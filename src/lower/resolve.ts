import { parseTrigger } from "../dockerfile/parse/parse-trigger.ts";
import type { EscapeCharacter } from "../dockerfile/words/environment.ts";
import type { State } from "../llb/state.ts";
import type { Image } from "../oci/image-config.ts";
import type { Platform } from "../oci/platform.ts";
import { setLocation } from "../text/located-error.ts";
import type { CompileOptions } from "./compile-options.ts";
import type { Observer, ResolvedBaseImage } from "./observer.ts";
import { addDependencies, commandOf } from "./plan/plan-commands.ts";
import type { StagePlan } from "./plan/plan-stages.ts";
import { isImplicit, type PlannedStage } from "./plan/planned-stage.ts";
import { reachableStages } from "./plan/reachable.ts";
import type { PlatformSettings } from "./platform-settings.ts";
import { resolveBase, scratchBase } from "./resolve-base.ts";
import type { DeferredSource, Resolver } from "./resolver.ts";

/** What a stage starts from. */
export interface ResolvedBase {
  readonly state: State;
  readonly image: Image;
  /** The base image's config as it was resolved. */
  readonly baseImage?: Image;
  /** Absent where a context gave the stage no platform. */
  readonly platform?: Platform;
  /** Nothing of the stage is left to be lowered: an implicit stage, or one that a context replaces. */
  readonly finished: boolean;
  /** A source to be made when its used paths are known. */
  readonly deferred?: DeferredSource;
  readonly look: BaseLook;
  /** The image that was looked up, where it has files. */
  readonly resolved?: ResolvedBaseImage;
}

/**
 * What looking at a stage's base leaves behind. A stage that nothing needs yet is looked at in every round, and the
 * reference counts FROM as a step each time, and forgets how the base was written.
 */
export interface BaseLook {
  /** What FROM names; after a first look with domain and tag. */
  readonly name: string;
  readonly stepsNamed: number;
}

/** The plan with what every stage without a base stage starts from. */
export interface ResolvedPlan extends StagePlan {
  readonly bases: ReadonlyMap<PlannedStage, ResolvedBase>;
  readonly reachable: ReadonlySet<PlannedStage>;
}

/** What resolving needs to know of the passes before it. */
export interface ResolveRequest {
  readonly plan: StagePlan;
  readonly escape: EscapeCharacter;
  readonly options: CompileOptions;
  readonly platforms: PlatformSettings;
  readonly resolver: Resolver;
  readonly observer: Observer;
}

/** The same while stages are resolved. */
export interface ResolveContext extends ResolveRequest {
  /** The image configs that were read: stages on one image have one answer. */
  readonly configs: Map<Uint8Array, Image>;
}

/**
 * Resolves the base of every stage that the target needs. Triggers of base images (ONBUILD) may need further stages,
 * hence the rounds.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/convert.go resolveStages, resolveReachableStages
 */
export async function resolvePlan(request: ResolveRequest): Promise<ResolvedPlan> {
  const { plan } = request;
  const context: ResolveContext = { ...request, configs: new Map() };
  const bases = new Map<PlannedStage, ResolvedBase>();
  const looks = new Map<PlannedStage, BaseLook>();
  const triggered = new Set<PlannedStage>();
  for (;;) {
    const reachable = reachableStages(plan.target);
    await resolveRound(context, { bases, looks }, reachable);
    let grown = false;
    for (const stage of plan.table.stages.filter((candidate) => reachable.has(candidate))) {
      if (triggered.has(stage)) continue;
      triggered.add(stage);
      grown = addTriggers(context, stage, triggersOf(stage, bases)) || grown;
    }
    if (!grown) return { ...plan, bases, reachable };
  }
}

interface Resolved {
  readonly bases: Map<PlannedStage, ResolvedBase>;
  /** Of earlier rounds. */
  readonly looks: Map<PlannedStage, BaseLook>;
}

/** One after the other would cost a round trip each; the error that counts is that of the first stage in file order. */
async function resolveRound(
  context: ResolveContext,
  { bases, looks }: Resolved,
  reachable: ReadonlySet<PlannedStage>,
): Promise<void> {
  const { plan, options, platforms, observer } = context;
  const pending: Promise<() => void>[] = [];
  const scratch = {
    implicit: scratchBase(platforms.target, true),
    written: scratchBase(platforms.target, false),
  };
  for (const stage of plan.table.stages) {
    if (stage.base !== undefined || bases.has(stage)) continue;
    const needed = reachable.has(stage) || options.allStages === true;
    if (stage.baseName === "scratch" && stage.namedContext === undefined) {
      bases.set(stage, isImplicit(stage) ? scratch.implicit : scratch.written);
      continue;
    }
    const look = looks.get(stage) ?? { name: stage.baseName, stepsNamed: 0 };
    const resolved = resolveBase(context, { stage, needed, look }).then((base) => {
      looks.set(stage, base.look);
      // An implicit stage is looked at once: a later trigger that names it by index finds it as it is.
      if (needed || isImplicit(stage)) bases.set(stage, base);
      return () => base.resolved && observer.baseResolved(stage, base.resolved);
    });
    pending.push(resolved);
  }
  const results = await Promise.allSettled(pending);
  for (const result of results) if (result.status === "fulfilled") result.value();
  for (const result of results) if (result.status === "rejected") throw result.reason;
}

/** What the stage's base wants to be run first: kept in the base image's config, or said by the base stage itself. */
function triggersOf(stage: PlannedStage, bases: ReadonlyMap<PlannedStage, ResolvedBase>): readonly string[] {
  if (stage.base === undefined) return bases.get(stage)?.image.config.onBuild ?? [];
  return stage.base.commands.flatMap(({ instruction }) =>
    instruction.kind === "onbuild" ? [instruction.expression] : [],
  );
}

/** Puts the triggers before the stage's commands; true where they read from other stages. */
function addTriggers({ plan, escape }: ResolveContext, stage: PlannedStage, triggers: readonly string[]): boolean {
  if (triggers.length === 0) return false;
  const lines = stage.lines ?? { start: 0, end: 0 };
  const commands = triggers.map((expression) => {
    try {
      const command = commandOf(
        { instruction: parseTrigger(expression, lines), lines, triggered: true },
        plan.table,
        escape,
      );
      addDependencies(stage, command, plan.table);
      return command;
    } catch (error) {
      throw setLocation(error, stage.lines ?? []);
    }
  });
  stage.commands = [...commands, ...stage.commands];
  stage.stepTotal += commands.length;
  return commands.some(({ sources }) => sources.length > 0);
}
