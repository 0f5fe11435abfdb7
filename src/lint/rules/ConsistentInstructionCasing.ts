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
      const counts = countsOf(instructions);
      const { casing, convert } = majorityOf(counts);
      const other = new Set([...counts.keys()].filter((keyword) => convert(keyword) !== keyword));
      if (other.size === 0) return [];
      return instructions
        .filter(({ keyword }) => other.has(keyword))
        .map(({ keyword, lines }) => ({ message: ConsistentInstructionCasing.message(keyword, casing), lines }));
    },
  },
};

/** FROM and what follows it; ARGs before the first FROM do not count. */
function countedInstructions({ stages }: Dockerfile): readonly InstructionBase[] {
  return stages.flatMap(({ from, instructions }) => [from, ...instructions]);
}

/** How often each keyword stands there, as it is written. */
function countsOf(instructions: readonly InstructionBase[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { keyword } of instructions) counts.set(keyword, (counts.get(keyword) ?? 0) + 1);
  return counts;
}

function majorityOf(counts: ReadonlyMap<string, number>) {
  let lower = 0;
  let upper = 0;
  for (const [keyword, count] of counts) {
    if (toLower(keyword) === keyword) lower += count;
    else if (toUpper(keyword) === keyword) upper += count;
  }
  return lower > upper ? { casing: "lowercase", convert: toLower } : { casing: "uppercase", convert: toUpper };
}
