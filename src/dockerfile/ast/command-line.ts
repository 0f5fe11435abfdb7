import type { Heredoc } from "./heredoc.ts";

/** What RUN, CMD and ENTRYPOINT execute. */
export interface CommandLine {
  /** Shell form: one text, or none; exec form: the list. */
  readonly args: readonly string[];
  /** Whether it is in exec (JSON) form, to run without a shell. */
  readonly json: boolean;
  /** RUN only. */
  readonly heredocs: readonly Heredoc[];
}
