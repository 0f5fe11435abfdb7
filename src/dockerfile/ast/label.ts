import type { InstructionBase } from "./instruction-base.ts";
import type { KeyValue } from "./key-value.ts";

export const labelFlags = {} as const;

export interface LabelInstruction extends InstructionBase {
  readonly kind: "label";
  readonly pairs: readonly KeyValue[];
}
