import type { Diagnostic } from "../../text/diagnostic.ts";
import type { Location } from "../../text/located-error.ts";
import type { SourceText } from "../../text/source-text.ts";
import type { LineRange } from "../../text/span.ts";
import type { EscapeCharacter } from "../words/environment.ts";
import type { ArgInstruction } from "./arg.ts";
import type { Directive } from "./directive.ts";
import type { FromInstruction } from "./from.ts";
import type { Instruction } from "./instructions.ts";

/** A Dockerfile as read: nothing is expanded, nothing was looked up. */
export interface Dockerfile {
  readonly source: SourceText;
  readonly escape: EscapeCharacter;
  readonly directives: readonly Directive[];
  /** Every instruction of the file in order, those with an error among them. */
  readonly nodes: readonly Instruction[];
  /** The ARG instructions before the first FROM. */
  readonly globalArgs: readonly ArgInstruction[];
  readonly stages: readonly Stage[];
  /** The last line of each instruction that has an empty continuation line, in file order. */
  readonly emptyContinuations: readonly LineRange[];
  /** All errors of the file, in file order. */
  readonly diagnostics: readonly Diagnostic[];
  /** The error with which the reference refuses the file. */
  readonly error?: ParseError;
}

/** A FROM and the instructions below it; `instructions` holds those with an error, too. */
export interface Stage {
  readonly from: FromInstruction;
  readonly instructions: readonly Instruction[];
}

/** The one error the reference reports, with its whole text. */
export interface ParseError {
  readonly message: string;
  readonly locations: readonly Location[];
  /**
   * How many of `nodes` the reference had read before it gave up, and so linted; -1 where it gave up while it joined
   * lines and linted nothing at all (then the empty continuation lines are not reported either).
   */
  readonly nodeCount: number;
}
