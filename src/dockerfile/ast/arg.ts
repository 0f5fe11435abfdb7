import type { InstructionBase } from "./instruction-base.ts";

export interface ArgPair {
  readonly key: string;
  /** As written, quotes included; undefined where there is no `=`. */
  readonly value: string | undefined;
  /** The comment above that starts with the key, without the key; or "". */
  readonly docComment: string;
}

export interface ArgInstruction extends InstructionBase {
  readonly kind: "arg";
  readonly pairs: readonly ArgPair[];
}
