import { sortedStrings } from "../../go/code-point-order.ts";
import type { Rule } from "../rule.ts";

/** A variable that neither ENV nor ARG nor the base image sets. */
export const UndefinedVar: Rule<[name: string, suggestion: string]> = {
  name: "UndefinedVar",
  description: "Variables should be defined before their use",
  url: "https://docs.docker.com/go/dockerfile/rule/undefined-var/",
  experimental: false,
  message: (name, suggestion) =>
    `Usage of undefined variable '$${name}'${suggestion === "" ? "" : ` (did you mean $${suggestion}?)`}`,
  checks: {
    // The reference reports the names in random order: here they are sorted.
    undefinedVariables: ({ lines, names, env }) =>
      sortedStrings(names).map((name) => ({
        message: UndefinedVar.message(name, env.nearestKey(name) ?? ""),
        lines,
      })),
  },
};
