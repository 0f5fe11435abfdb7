import type { Rule } from "../rule.ts";

/** An instruction goes on after a line that holds nothing. */
export const NoEmptyContinuation: Rule<[]> = {
  name: "NoEmptyContinuation",
  description: "Empty continuation lines will become errors in a future release",
  url: "https://docs.docker.com/go/dockerfile/rule/no-empty-continuation/",
  experimental: false,
  message: () => "Empty continuation line",
  checks: {
    emptyContinuation: (lines) => [{ message: NoEmptyContinuation.message(), lines }],
  },
};
