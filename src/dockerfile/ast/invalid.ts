import type { Diagnostic } from "../../text/diagnostic.ts";
import type { InstructionBase } from "./instruction-base.ts";

/** An instruction that has an error; what could be read of it is there for those who look at keywords and words. */
export interface InvalidInstruction extends InstructionBase {
  readonly kind: "invalid";
  /** The words after the flags, as far as the keyword says how to split them. */
  readonly args: readonly string[];
  readonly diagnostic: Diagnostic;
}
