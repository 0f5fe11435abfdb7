import { quote } from "../go/quote.ts";

/** What this room tells a user besides its rules' messages; the reference's sentences. */
export const messages = {
  checkOption: (option: string) => `invalid check option ${quote(option)}`,
  checkValue: (option: string) => `failed to parse check option ${quote(option)}`,
  checkDirective: "failed to parse check options",
  violations: (rules: readonly string[]) => `lint violation found for rules: ${rules.join(", ")}`,
  /** A warning on one line of text; line 0 for a warning without a place. @mirrors frontend/dockerfile/linter/linter.go LintFormatShort */
  warning: (rule: string, message: string, line: number) => `${rule}: ${message}${line > 0 ? ` (line ${line})` : ""}`,
} as const;
