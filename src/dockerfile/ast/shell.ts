import type { InstructionBase } from "./instruction-base.ts";

export const shellFlags = {} as const;

export interface ShellInstruction extends InstructionBase {
  readonly kind: "shell";
  readonly shell: readonly string[];
}
