import type { Dockerfile } from "../../dockerfile/ast/dockerfile.ts";
import type { InstructionBase } from "../../dockerfile/ast/instruction-base.ts";
import { toLower, toUpper } from "../../go/letter-case.ts";
import type { Rule } from "../rule.ts";

/** Keywords that are not in the case of most others; where both cases are as frequent, upper case wins. */
export const ConsistentInstructionCasing: Rule<[keyword: string, casing: string]> = {
  name: "ConsistentInstructionCasing",
  description: "All commands within the Dockerfile should use the same casing (either upper or lower)",
  url: "https://docs.docker.com/go/dockerfile/rule/consistent-instruction-casing/",
  experimental: false,
  message: (keyword, casing) => `Command '${keyword}' should match the case of the command majority (${casing})`,
  checks: {
    fileRead(file) {
      const instructions = countedInstructions(file);
      const { casing, convert } = majorityOf(instructions);
      return instructions
        .filter(({ keyword }) => convert(keyword) !== keyword)
        .map(({ keyword, lines }) => ({ message: ConsistentInstructionCasing.message(keyword, casing), lines }));
    },
  },
};

/** FROM and what follows it; ARGs before the first FROM do not count. */
function countedInstructions({ stages }: Dockerfile): readonly InstructionBase[] {
  return stages.flatMap(({ from, instructions }) => [from, ...instructions]);
}

function majorityOf(instructions: readonly InstructionBase[]) {
  let lower = 0;
  let upper = 0;
  for (const { keyword } of instructions) {
    if (toLower(keyword) === keyword) lower += 1;
    else if (toUpper(keyword) === keyword) upper += 1;
  }
  return lower > upper ? { casing: "lowercase", convert: toLower } : { casing: "uppercase", convert: toUpper };
}
