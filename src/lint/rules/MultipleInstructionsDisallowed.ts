import type { Rule } from "../rule.ts";

/** A second CMD, ENTRYPOINT or HEALTHCHECK in a stage; what is pointed at is the first, since it has no effect. */
export const MultipleInstructionsDisallowed: Rule<[keyword: string]> = {
  name: "MultipleInstructionsDisallowed",
  description: "Multiple instructions of the same type should not be used in the same stage",
  url: "https://docs.docker.com/go/dockerfile/rule/multiple-instructions-disallowed/",
  experimental: false,
  message: (keyword) =>
    `Multiple ${keyword} instructions should not be used in the same stage because only the last one will be used`,
  checks: {
    commandSet: ({ at, before }) =>
      before === undefined
        ? []
        : [{ message: MultipleInstructionsDisallowed.message(at.instruction.keyword), lines: before }],
  },
};
