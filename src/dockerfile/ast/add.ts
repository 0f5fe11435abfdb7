import type { InlineFile } from "./heredoc.ts";
import type { InstructionBase } from "./instruction-base.ts";

export const addFlags = {
  chown: "string",
  chmod: "string",
  link: "bool",
  "keep-git-dir": "bool",
  checksum: "string",
  unpack: "bool",
  exclude: "strings",
} as const;

export interface AddInstruction extends InstructionBase {
  readonly kind: "add";
  /** The sources that are paths or addresses, as written. */
  readonly sources: readonly string[];
  /** The sources that are heredocs. */
  readonly contents: readonly InlineFile[];
  readonly dest: string;
  /** "" where absent, as for the other texts. */
  readonly chown: string;
  readonly chmod: string;
  readonly link: boolean;
  readonly exclude: readonly string[];
  readonly checksum: string;
  /** Undefined where the flag is absent. */
  readonly keepGitDir: boolean | undefined;
  /** Undefined where the flag is absent. */
  readonly unpack: boolean | undefined;
}
