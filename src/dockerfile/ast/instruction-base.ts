import type { LineRange, Span } from "../../text/span.ts";
import type { Flag } from "./flag.ts";

/** What every instruction has. */
export interface InstructionBase {
  /** From the first character of the keyword's line that is no blank, to the end of the last line (a heredoc's included). */
  readonly span: Span;
  /** The reference's StartLine and EndLine. */
  readonly lines: LineRange;
  /** The keyword as written. */
  readonly keyword: string;
  /** The joined line without white space at its ends: what the reference shows as the instruction's text. */
  readonly code: string;
  /** The comments above the instruction, without `#`: doc comments and inline `check=` stand among them. */
  readonly comments: readonly string[];
  /** The flags as written, in order; their values stand in the fields of the instruction. */
  readonly flags: readonly Flag[];
}
