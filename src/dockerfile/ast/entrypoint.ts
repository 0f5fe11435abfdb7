import type { CommandLine } from "./command-line.ts";
import type { InstructionBase } from "./instruction-base.ts";

export const entrypointFlags = {} as const;

export interface EntrypointInstruction extends InstructionBase {
  readonly kind: "entrypoint";
  /** An empty `args` is no entrypoint at all (the reference's nil), whether it was `[]` or nothing. */
  readonly command: CommandLine;
}
