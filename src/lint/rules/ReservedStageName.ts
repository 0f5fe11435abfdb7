import { quote } from "../../go/quote.ts";
import type { Rule } from "../rule.ts";

const reservedNames: ReadonlySet<string> = new Set(["context", "scratch"]);

/** A stage named like something that FROM or COPY --from means otherwise. */
export const ReservedStageName: Rule<[stageName: string]> = {
  name: "ReservedStageName",
  description: "Reserved words should not be used as stage names",
  url: "https://docs.docker.com/go/dockerfile/rule/reserved-stage-name/",
  experimental: false,
  message: (stageName) => `Stage name should not use the same name as reserved stage ${quote(stageName)}`,
  checks: {
    stageNamed: ({ from }) =>
      reservedNames.has(from.name) ? [{ message: ReservedStageName.message(from.name), lines: from.lines }] : [],
  },
};
