import type { Dockerfile } from "../dockerfile/ast/dockerfile.ts";
import type { FromInstruction } from "../dockerfile/ast/from.ts";
import type { Instruction } from "../dockerfile/ast/instructions.ts";
import type { PatternMatcher } from "../dockerfile/ignore/pattern-matcher.ts";
import type { Environment } from "../dockerfile/words/environment.ts";
import type { EnvList } from "../llb/env-list.ts";
import type { ExpandedWord, Placed, ResolvedBaseImage } from "../lower/observer.ts";
import type { Platform } from "../oci/platform.ts";
import type { LineRange } from "../text/span.ts";

/** The events that rules listen to, with the facts of each; in the order in which a compilation makes them. */
export interface LintEvents {
  /** The last line of an instruction that has an empty continuation line. */
  readonly emptyContinuation: LineRange;
  /** An instruction as words: it may turn out to be wrong. */
  readonly instructionSplit: SplitInstruction;
  readonly instructionRead: Instruction;
  readonly stageNamed: NamedStage;
  /** The whole file, which has no error and at least one stage. */
  readonly fileRead: Dockerfile;
  readonly defaultsEvaluated: { readonly file: Dockerfile; readonly globals: Environment };
  readonly baseExpanded: ExpandedFrom;
  readonly platformExpanded: ExpandedFrom & { readonly host: Platform };
  readonly baseResolved: { readonly lines: LineRange | undefined; readonly image: ResolvedBaseImage };
  readonly undefinedVariables: {
    readonly lines: LineRange;
    readonly names: ReadonlySet<string>;
    readonly env: EnvList;
  };
  readonly pairSet: { readonly at: Placed<Instruction>; readonly key: string; readonly noDelimiter: boolean };
  readonly argNamed: { readonly lines: LineRange; readonly key: string };
  readonly commandSet: SetCommand;
  readonly workdirSet: WorkdirStep;
  readonly copySource: { readonly at: Placed<Instruction>; readonly path: string; readonly ignore: PatternMatcher };
  readonly portExposed: ExposedPort;
}

export interface SplitInstruction {
  /** The keyword as written. */
  readonly keyword: string;
  /** The words after the flags: of FROM, and of what is wrong; else none. */
  readonly words: readonly string[];
  readonly lines: LineRange;
}

export interface NamedStage {
  readonly from: FromInstruction;
  /** The names of the stages before it. */
  readonly earlier: ReadonlySet<string>;
}

/** A word of FROM, expanded as far as it could be. */
export interface ExpandedFrom {
  readonly from: FromInstruction;
  readonly word: ExpandedWord;
  readonly globals: Environment;
  /** Global ARGs that the file declares, with a value or without. */
  readonly declared: ReadonlySet<string>;
}

export interface SetCommand {
  readonly at: Placed<Instruction>;
  /** The image's SHELL. */
  readonly shell: readonly string[];
  /** Where the stage set the same before. */
  readonly before: LineRange | undefined;
}

export interface WorkdirStep {
  readonly lines: LineRange;
  /** The path as expanded. */
  readonly path: string;
  readonly os: string;
  /** Whether no WORKDIR of the file was in force before. */
  readonly first: boolean;
}

export interface ExposedPort {
  readonly lines: LineRange;
  /** The whole port as expanded. */
  readonly text: string;
  /** The protocol as written, `tcp` where none is. */
  readonly protocol: string;
  /** Whether an address or a host port stands before the port. */
  readonly mapped: boolean;
}
