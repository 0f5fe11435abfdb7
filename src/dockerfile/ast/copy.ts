import type { InlineFile } from "./heredoc.ts";
import type { InstructionBase } from "./instruction-base.ts";

export const copyFlags = {
  chown: "string",
  from: "string",
  chmod: "string",
  link: "bool",
  exclude: "strings",
  parents: "bool",
} as const;

export interface CopyInstruction extends InstructionBase {
  readonly kind: "copy";
  /** The sources that are paths, as written. */
  readonly sources: readonly string[];
  /** The sources that are heredocs. */
  readonly contents: readonly InlineFile[];
  readonly dest: string;
  /** A stage, an image or a context; "" where absent, as for the other texts. */
  readonly from: string;
  readonly chown: string;
  readonly chmod: string;
  readonly link: boolean;
  readonly parents: boolean;
  readonly exclude: readonly string[];
}
