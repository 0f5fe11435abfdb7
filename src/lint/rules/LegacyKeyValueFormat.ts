import type { Rule } from "../rule.ts";

/** `ENV key value` and `LABEL key value`. */
export const LegacyKeyValueFormat: Rule<[keyword: string]> = {
  name: "LegacyKeyValueFormat",
  description: "Legacy key/value format with whitespace separator should not be used",
  url: "https://docs.docker.com/go/dockerfile/rule/legacy-key-value-format/",
  experimental: false,
  message: (keyword) => `"${keyword} key=value" should be used instead of legacy "${keyword} key value" format`,
  checks: {
    pairSet: ({ at, noDelimiter }) =>
      noDelimiter ? [{ message: LegacyKeyValueFormat.message(at.instruction.keyword), lines: at.lines }] : [],
  },
};
