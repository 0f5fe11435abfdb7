import type { InstructionBase } from "./instruction-base.ts";
import type { KeyValue } from "./key-value.ts";

export const envFlags = {} as const;

export interface EnvInstruction extends InstructionBase {
  readonly kind: "env";
  readonly pairs: readonly KeyValue[];
}
