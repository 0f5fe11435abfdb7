import type { ArgInstruction } from "../dockerfile/ast/arg.ts";
import type { Dockerfile, Stage } from "../dockerfile/ast/dockerfile.ts";
import type { Instruction } from "../dockerfile/ast/instructions.ts";
import type { PatternMatcher } from "../dockerfile/ignore/pattern-matcher.ts";
import type { Environment } from "../dockerfile/words/environment.ts";
import type { EnvList } from "../llb/env-list.ts";
import type { Platform } from "../oci/platform.ts";
import type { LineRange } from "../text/span.ts";
import type { PlannedStage } from "./plan/planned-stage.ts";

/** A word of FROM after expansion. */
export interface ExpandedWord {
  /** As written. */
  readonly word: string;
  readonly value: string;
  readonly matched: ReadonlySet<string>;
  readonly unmatched: ReadonlySet<string>;
}

/** A variable and where it was declared. */
export interface DeclaredArg {
  readonly instruction: ArgInstruction;
  readonly lines: LineRange;
  readonly key: string;
  readonly docComment: string;
  /** Value in force; absent where the argument has none. */
  readonly value?: string;
  /** Names of global arguments that its default refers to. */
  readonly dependencies: ReadonlySet<string>;
}

/** The image that a stage starts from. */
export interface ResolvedBaseImage {
  /** As FROM names it, expanded. */
  readonly name: string;
  readonly expected: Platform;
  /** What the image's config says. */
  readonly actual: Platform;
  /** The platform of the machine that compiles: what a platform means that does not say everything. */
  readonly host: Platform;
}

/** Where an instruction stands: its own lines, or those of the FROM that triggered it. */
export interface Placed<I> {
  readonly stage: PlannedStage;
  readonly instruction: I;
  readonly lines: LineRange;
}

/**
 * Listens to a compilation, in the reference's order of effects: lint and outline are made of this and nothing else.
 * A listener never changes the result, but `beforeLink` may throw (lint configured to fail the build).
 */
export interface Observer {
  /** The file was parsed; called before its first error is thrown. */
  parsed(file: Dockerfile): void;
  /** All stages' base names can be expanded by `globals`, the global ARGs as if no build argument was given. */
  defaultsEvaluated(file: Dockerfile, globals: Environment): void;
  /** Global ARGs have their values. */
  globalsEvaluated(args: ReadonlyMap<string, DeclaredArg>): void;
  /** FROM's base name was expanded; called even if that failed. */
  baseExpanded(stage: Stage, base: ExpandedWord, globals: Environment): void;
  /** FROM --platform was expanded; called even if that failed. */
  platformExpanded(stage: Stage, platform: ExpandedWord, globals: Environment, host: Platform): void;
  /** A stage was planned (implicit ones too), with the global ARGs its FROM used; a stage replaced by a context has none. */
  stagePlanned(stage: PlannedStage, usedArgs: ReadonlySet<string>): void;
  /** A base image's config is there; called in the order of the stages, an image without layers left out. */
  baseResolved(stage: PlannedStage, image: ResolvedBaseImage): void;
  /** Words of an instruction named variables that are neither set nor declared by an ARG of the stage. */
  undefinedVariables(at: Placed<Instruction>, names: ReadonlySet<string>, env: EnvList): void;
  /** `ENV key=value` and `LABEL key=value`, a pair at a time. */
  pairSet(at: Placed<Instruction>, key: string, noDelimiter: boolean): void;
  /** `ARG key`, before its value is known. */
  argNamed(at: Placed<ArgInstruction>, key: string): void;
  /** `ARG key` has its value; `inherited`: it came from the global ARG. */
  argDeclared(at: Placed<ArgInstruction>, arg: DeclaredArg, inherited: boolean): void;
  /** CMD, ENTRYPOINT, HEALTHCHECK: before it takes effect. `shell`: the image's SHELL. */
  commandSet(at: Placed<Instruction>, shell: readonly string[]): void;
  /** WORKDIR with a path as expanded; `first`: none was set in this file before. */
  workdirSet(at: Placed<Instruction>, path: string, platform: Platform, first: boolean): void;
  /** A source path of COPY or ADD from the main context. */
  copySource(at: Placed<Instruction>, path: string, ignore: PatternMatcher): void;
  /** A port of EXPOSE: protocol as written and whether an address or host port stands before it. */
  portExposed(at: Placed<Instruction>, text: string, protocol: string, mapped: boolean): void;
  secretMounted(at: Placed<Instruction>, id: string, required: boolean): void;
  sshMounted(at: Placed<Instruction>, id: string, required: boolean): void;
  /** Everything was lowered; may throw to fail the compilation. */
  beforeLink(): void;
}

const ignore = (): void => {};

/** Hears nothing. */
export const silentObserver: Observer = {
  parsed: ignore,
  defaultsEvaluated: ignore,
  globalsEvaluated: ignore,
  baseExpanded: ignore,
  platformExpanded: ignore,
  stagePlanned: ignore,
  baseResolved: ignore,
  undefinedVariables: ignore,
  pairSet: ignore,
  argNamed: ignore,
  argDeclared: ignore,
  commandSet: ignore,
  workdirSet: ignore,
  copySource: ignore,
  portExposed: ignore,
  secretMounted: ignore,
  sshMounted: ignore,
  beforeLink: ignore,
};
