import type { InstructionBase } from "./instruction-base.ts";

export const exposeFlags = {} as const;

export interface ExposeInstruction extends InstructionBase {
  readonly kind: "expose";
  /** In the order of their bytes, as the reference sorts them before it expands them. */
  readonly ports: readonly string[];
}
