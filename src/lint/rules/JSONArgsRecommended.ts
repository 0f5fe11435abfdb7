import type { Rule } from "../rule.ts";

/** CMD and ENTRYPOINT in shell form, unless SHELL shows that the shell is wanted. */
export const JSONArgsRecommended: Rule<[keyword: string]> = {
  name: "JSONArgsRecommended",
  description: "JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior related to OS signals",
  url: "https://docs.docker.com/go/dockerfile/rule/json-args-recommended/",
  experimental: false,
  message: (keyword) =>
    `JSON arguments recommended for ${keyword} to prevent unintended behavior related to OS signals`,
  checks: {
    commandSet({ at: { instruction, lines }, shell }) {
      const inShell = (instruction.kind === "cmd" || instruction.kind === "entrypoint") && !instruction.command.json;
      return inShell && shell.length === 0
        ? [{ message: JSONArgsRecommended.message(instruction.keyword), lines }]
        : [];
    },
  },
};
