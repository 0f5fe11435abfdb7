import type { PatternMatcher } from "../dockerfile/ignore/pattern-matcher.ts";
import type { EscapeCharacter, ExpandOptions } from "../dockerfile/words/environment.ts";
import type { EnvList } from "../llb/env-list.ts";
import type { ProxyEnv } from "../llb/ops/run-options.ts";
import type { State } from "../llb/state.ts";
import type { Platform } from "../oci/platform.ts";
import type { CompileOptions, Epoch } from "./compile-options.ts";
import type { ImageDraft } from "./image/image-draft.ts";
import type { Observer, Placed } from "./observer.ts";
import type { Command, PlannedStage } from "./plan/planned-stage.ts";
import type { PlatformSettings } from "./platform-settings.ts";
import type { ProgressCounter } from "./progress-name.ts";
import type { TextBudget } from "./text-budget.ts";

/** What all stages of one compilation share while they are lowered. */
export interface LoweringContext {
  readonly options: CompileOptions;
  readonly platforms: PlatformSettings;
  readonly globals: EnvList;
  readonly buildArgs: ReadonlyMap<string, string>;
  readonly escape: EscapeCharacter;
  readonly epoch: Epoch | undefined;
  /** Stands for the main context until the link pass. */
  readonly mainContext: State;
  readonly ignore: PatternMatcher | undefined;
  readonly proxyEnv: ProxyEnv | undefined;
  readonly observer: Observer;
  readonly budget: TextBudget;
  /** The stage as lowered, undefined before its turn has come. */
  lowered(stage: PlannedStage): State | undefined;
}

/** A stage while its instructions are lowered, one after the other; only this pass writes it. */
export interface LoweringStage {
  readonly plan: PlannedStage;
  readonly context: LoweringContext;
  readonly platform: Platform;
  readonly image: ImageDraft;
  readonly counter: ProgressCounter;
  /** Paths of the main context that are read, absolute. */
  readonly contextPaths: Set<string>;
  /** ARGs in force, in the order in which they were declared first, with their last values; empty without one. */
  args: EnvList;
  /** Those of them that are settings of the build and have a value. */
  settings: EnvList;
  state: State;
  /** Whether a WORKDIR of this file is in force. */
  workdirSet: boolean;
  /** Whether CMD was set in this stage. */
  commandSet: boolean;
}

/** An instruction being lowered. */
export interface Step<I> {
  readonly stage: LoweringStage;
  readonly instruction: I;
  readonly command: Command;
}

/** The step as an observer is told of it. */
export function placed<I>({ stage, instruction, command }: Step<I>): Placed<I> {
  return { stage: stage.plan, instruction, lines: command.lines };
}

/** Expands a word of the step by the stage's environment, telling the observer what is undefined. */
export type Expander = (word: string) => string;

/** How words of the file's instructions are expanded. */
export function wordOptions(context: LoweringContext): ExpandOptions {
  return { escape: context.escape };
}
