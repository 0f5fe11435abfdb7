import { toLower, toUpper } from "../../go/letter-case.ts";
import type { Rule } from "../rule.ts";
import { isFrom } from "../split-instruction.ts";

/** `AS` in another case than its `FROM`. */
export const FromAsCasing: Rule<[from: string, as: string]> = {
  name: "FromAsCasing",
  description: "The 'as' keyword should match the case of the 'from' keyword",
  url: "https://docs.docker.com/go/dockerfile/rule/from-as-casing/",
  experimental: false,
  message: (from, as) => `'${as}' and '${from}' keywords' casing do not match`,
  checks: {
    instructionSplit(instruction) {
      const { keyword, words, lines } = instruction;
      // The word after the base is looked at whatever it is: that it has to be `AS` is found out later.
      const [, as, name] = words;
      if (!isFrom(instruction) || as === undefined || name === undefined || agree(keyword, as)) return [];
      return [{ message: FromAsCasing.message(keyword, as), lines }];
    },
  },
};

/** A keyword of mixed case agrees with anything: another rule reports it. */
function agree(from: string, as: string): boolean {
  if (from === toLower(from)) return as === toLower(as);
  return from !== toUpper(from) || as === toUpper(as);
}
