import { toLower } from "../../go/letter-case.ts";
import type { Rule } from "../rule.ts";
import { isFrom } from "../split-instruction.ts";

/** Names are compared in lower case, so a capital letter in one is lost. */
export const StageNameCasing: Rule<[stageName: string]> = {
  name: "StageNameCasing",
  description: "Stage names should be lowercase",
  url: "https://docs.docker.com/go/dockerfile/rule/stage-name-casing/",
  experimental: false,
  message: (stageName) => `Stage name '${stageName}' should be lowercase`,
  checks: {
    instructionSplit(instruction) {
      const [, , name, ...others] = instruction.words;
      if (!isFrom(instruction) || name === undefined || others.length > 0 || name === toLower(name)) return [];
      return [{ message: StageNameCasing.message(name), lines: instruction.lines }];
    },
  },
};
