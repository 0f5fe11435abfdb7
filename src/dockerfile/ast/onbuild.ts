import type { InstructionBase } from "./instruction-base.ts";

export const onbuildFlags = {} as const;

export interface OnbuildInstruction extends InstructionBase {
  readonly kind: "onbuild";
  /** The trigger: what follows ONBUILD, with the bodies of its heredocs. */
  readonly expression: string;
}
