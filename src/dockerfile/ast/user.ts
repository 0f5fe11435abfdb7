import type { InstructionBase } from "./instruction-base.ts";

export const userFlags = {} as const;

export interface UserInstruction extends InstructionBase {
  readonly kind: "user";
  readonly user: string;
}
