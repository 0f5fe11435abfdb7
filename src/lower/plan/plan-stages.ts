import type { Dockerfile, Stage } from "../../dockerfile/ast/dockerfile.ts";
import type { Expansion } from "../../dockerfile/words/environment.ts";
import { expandWord, WordError } from "../../dockerfile/words/expand-word.ts";
import { GoError } from "../../go/go-error.ts";
import { equalFold } from "../../go/letter-case.ts";
import type { EnvList } from "../../llb/env-list.ts";
import { type Platform, parsePlatform } from "../../oci/platform.ts";
import { withLocation } from "../../text/located-error.ts";
import { wrapError } from "../../text/wrap-error.ts";
import type { CompileOptions } from "../compile-options.ts";
import { messages } from "../messages.ts";
import type { Observer } from "../observer.ts";
import type { NamedContext, Resolver } from "../resolver.ts";
import { suggestName } from "../suggest-name.ts";
import type { TextBudget } from "../text-budget.ts";
import { planCommands } from "./plan-commands.ts";
import type { PlannedStage } from "./planned-stage.ts";
import { StageTable } from "./stage-table.ts";

/** What planning needs to know of the passes before it. */
export interface PlanContext {
  readonly file: Dockerfile;
  readonly options: CompileOptions;
  readonly globals: EnvList;
  readonly budget: TextBudget;
  readonly resolver: Resolver;
  readonly observer: Observer;
}

/** All stages of the file and the one to build. */
export interface StagePlan {
  readonly table: StageTable;
  readonly target: PlannedStage;
}

/**
 * The stages with their bases' names expanded and what they read from one another. Throws where a FROM is wrong, a
 * stage or the target does not exist, or stages read from each other in a circle.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/convert.go buildDispatchStates, resolveTarget, buildStageDependencyGraph
 */
export function planStages(context: PlanContext): StagePlan {
  const table = new StageTable();
  context.file.stages.forEach((stage, index) => addStage(context, table, stage, index));
  const target = findTarget(table, context.options.target);
  planCommands(context, table);
  const [first, ...others] = table.stages;
  if (first !== undefined && others.length === 0) first.displayName = "";
  return { table, target };
}

function addStage(context: PlanContext, table: StageTable, stage: Stage, index: number): void {
  const { from } = stage;
  const usedArgs = new Set<string>();
  const baseName = expandBase(context, stage, usedArgs);
  const platform =
    from.platform === undefined || from.platform.text === "" ? undefined : expandPlatform(context, stage, usedArgs);
  const namedContext = from.name === "" ? undefined : contextOf(context, from.name, platform);
  const base = namedContext === undefined ? table.findBase(baseName) : undefined;
  const planned: PlannedStage = {
    source: stage,
    name: from.name,
    displayName: from.name === "" ? `stage-${index}` : from.name,
    baseName,
    lines: from.lines,
    ignoreCache: namedContext === undefined && isNoCache(context.options.noCache, from.name),
    commands: [],
    stepTotal: namedContext === undefined ? stepsOf(stage, baseName, base) : 0,
    dependencies: new Map(),
    usedPaths: base?.usedPaths ?? new Set(),
    ...(platform !== undefined && { platform }),
    ...(namedContext !== undefined && { namedContext }),
    ...(base !== undefined && { base }),
  };
  table.add(planned);
  context.observer.stagePlanned(planned, namedContext === undefined ? usedArgs : new Set());
}

function expandBase(context: PlanContext, stage: Stage, usedArgs: Set<string>): string {
  const { from } = stage;
  const word = from.base.text;
  const { expanded, error } = expandGlobal(context, word);
  context.observer.baseExpanded(stage, { word, ...expanded }, context.globals);
  if (error !== undefined) throw withLocation(error, from.lines);
  if (expanded.value === "") throw withLocation(new GoError(messages.blankBase(word)), from.lines);
  for (const name of expanded.matched) usedArgs.add(name);
  return expanded.value;
}

function expandPlatform(context: PlanContext, stage: Stage, usedArgs: Set<string>): Platform {
  const { from } = stage;
  const word = from.platform?.text ?? "";
  const { expanded, error } = expandGlobal(context, word);
  const { defaultPlatform } = context.options;
  context.observer.platformExpanded(stage, { word, ...expanded }, context.globals, defaultPlatform);
  if (error !== undefined) throw withLocation(wrapError(error, messages.platformExpansion(expanded.value)), from.lines);
  if (expanded.value === "") {
    const empty = withLocation(new GoError(messages.emptyPlatform(word)), from.lines);
    throw suggestGlobal(empty, expanded.unmatched, context.globals);
  }
  for (const name of expanded.matched) usedArgs.add(name);
  try {
    return parsePlatform(expanded.value, context.options.defaultPlatform);
  } catch (cause) {
    const suggested = suggestGlobal(withLocation(cause, from.lines), expanded.unmatched, context.globals);
    throw withLocation(wrapError(suggested, messages.platformSyntax(word)), from.lines);
  }
}

/** The word expanded by global ARGs; with the error, what was expanded before it. */
function expandGlobal({ file, globals, budget }: PlanContext, word: string): { expanded: Expansion; error?: unknown } {
  try {
    const expanded = expandWord(word, globals, { escape: file.escape });
    budget.spend(expanded.value, word);
    return { expanded };
  } catch (error) {
    const names =
      error instanceof WordError ? error.partial : { matched: new Set<string>(), unmatched: new Set<string>() };
    return { expanded: { value: "", ...names }, error };
  }
}

/** The error with a global ARG's name that one of the undefined names may mean. */
function suggestGlobal(error: Error, unmatched: ReadonlySet<string>, globals: EnvList): Error {
  for (const name of unmatched) {
    const suggested = suggestName(error, name, globals.keys());
    if (suggested !== error) return suggested;
  }
  return error;
}

function contextOf(
  { resolver, options }: PlanContext,
  name: string,
  platform: Platform | undefined,
): NamedContext | undefined {
  return findNamedContext(resolver, options, name, platform);
}

/** The named context of that name; the reserved names have none. @mirrors frontend/dockerfile/dockerfile2llb/convert.go namedContextFunc */
export function findNamedContext(
  resolver: Resolver,
  options: CompileOptions,
  name: string,
  platform: Platform | undefined,
): NamedContext | undefined {
  if (equalFold(name, "scratch") || equalFold(name, "context")) return undefined;
  const asked = platform ?? options.targetPlatform;
  return resolver.namedContext(name, {
    resolveMode: options.imageResolveMode ?? "default",
    ...(asked !== undefined && { platform: asked }),
  });
}

/** Steps that progress counts: the base image, and each instruction that makes files. */
function stepsOf(stage: Stage, baseName: string, base: PlannedStage | undefined): number {
  const counted = stage.instructions.filter(
    ({ kind }) => kind === "add" || kind === "copy" || kind === "run" || kind === "workdir",
  );
  return counted.length + (baseName !== "scratch" && base === undefined ? 1 : 0);
}

function isNoCache(noCache: CompileOptions["noCache"], name: string): boolean {
  if (noCache === undefined || noCache === "all") return noCache === "all";
  return noCache.some((stage) => equalFold(stage, name));
}

function findTarget(table: StageTable, name: string | undefined): PlannedStage {
  if (name === undefined || name === "") return table.stages.at(-1) as PlannedStage;
  const target = table.findByName(name);
  if (target === undefined) {
    throw suggestName(new GoError(messages.noTarget(name)), name, table.displayNames());
  }
  return target;
}
