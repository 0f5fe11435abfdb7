import type { WireRange } from "../text/span.ts";
import { messages } from "./messages.ts";

/** One warning as it is reported. */
export interface LintWarning {
  /** The rule's name. */
  readonly rule: string;
  /** What the rule is about. */
  readonly description: string;
  /** The rule's page, or "". */
  readonly url: string;
  /** What is wrong here. */
  readonly message: string;
  /** Where, a range a line; none where the file has no place for it. */
  readonly ranges: readonly WireRange[];
}

/** The warning on one line: `Rule: message (line N)`. */
export function formatWarning({ rule, message, ranges }: LintWarning): string {
  return messages.warning(rule, message, ranges[0]?.start.line ?? 0);
}
