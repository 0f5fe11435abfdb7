import type { KeyValue } from "../ast/key-value.ts";
import type { EscapeCharacter } from "../words/environment.ts";

/** What follows an instruction's keyword and flags, split as the keyword asks. */
export interface Arguments {
  readonly list: readonly string[];
  /** Whether they were a JSON list. */
  readonly json: boolean;
  /** For FROM, the offset of each in the joined line. */
  readonly starts?: readonly number[];
  /** For ENV and LABEL. */
  readonly pairs?: readonly KeyValue[];
}

/** What a reader of arguments is given. */
export interface ArgumentText {
  /** Without white space at its ends. */
  readonly text: string;
  /** Its offset in the joined line. */
  readonly start: number;
  readonly escape: EscapeCharacter;
}

/** Splits arguments; throws a Fault where the reference refuses the file while it joins lines. */
export type ArgumentReader = (rest: ArgumentText) => Arguments;

export const noArguments: Arguments = { list: [], json: false };
