import type { InstructionBase } from "./instruction-base.ts";
import type { Word } from "./word.ts";

export const fromFlags = { platform: "string" } as const;

export interface FromInstruction extends InstructionBase {
  readonly kind: "from";
  readonly base: Word;
  /** The stage's name in lower case, or "". */
  readonly name: string;
  /** The stage's name as written. */
  readonly nameWord?: Word;
  /** The word between base and name as written: `AS`, `as` or another case. */
  readonly asKeyword?: string;
  readonly platform?: Word;
  /** The comment above that starts with the stage's name, without that name; or "". */
  readonly docComment: string;
}
