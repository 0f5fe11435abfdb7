import type { InstructionBase } from "./instruction-base.ts";

export const maintainerFlags = {} as const;

export interface MaintainerInstruction extends InstructionBase {
  readonly kind: "maintainer";
  readonly text: string;
}
