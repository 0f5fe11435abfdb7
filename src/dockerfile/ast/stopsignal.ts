import type { InstructionBase } from "./instruction-base.ts";

/** Its flags are not looked at: the reference ignores unknown ones here. */
export interface StopsignalInstruction extends InstructionBase {
  readonly kind: "stopsignal";
  readonly signal: string;
}
