import type { CommandLine } from "./command-line.ts";
import type { InstructionBase } from "./instruction-base.ts";

export const cmdFlags = {} as const;

export interface CmdInstruction extends InstructionBase {
  readonly kind: "cmd";
  readonly command: CommandLine;
}
