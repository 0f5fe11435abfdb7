import type { InstructionBase } from "./instruction-base.ts";

export const volumeFlags = {} as const;

export interface VolumeInstruction extends InstructionBase {
  readonly kind: "volume";
  readonly volumes: readonly string[];
}
