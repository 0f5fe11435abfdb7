import type { InstructionBase } from "./instruction-base.ts";

export const workdirFlags = {} as const;

export interface WorkdirInstruction extends InstructionBase {
  readonly kind: "workdir";
  readonly path: string;
}
