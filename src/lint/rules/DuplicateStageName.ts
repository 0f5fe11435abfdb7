import { quote } from "../../go/quote.ts";
import type { Rule } from "../rule.ts";

/** Two stages of one name: the later one hides the earlier. */
export const DuplicateStageName: Rule<[stageName: string]> = {
  name: "DuplicateStageName",
  description: "Stage names should be unique",
  url: "https://docs.docker.com/go/dockerfile/rule/duplicate-stage-name/",
  experimental: false,
  message: (stageName) => `Duplicate stage name ${quote(stageName)}, stage names should be unique`,
  checks: {
    stageNamed: ({ from, earlier }) =>
      earlier.has(from.name) ? [{ message: DuplicateStageName.message(from.name), lines: from.lines }] : [],
  },
};
