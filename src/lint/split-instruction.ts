import type { Instruction } from "../dockerfile/ast/instructions.ts";
import { toLower } from "../go/letter-case.ts";
import type { SplitInstruction } from "./lint-events.ts";

/** The instruction as it stood before it was understood. */
export function splitInstruction(instruction: Instruction): SplitInstruction {
  return { keyword: instruction.keyword, words: wordsOf(instruction), lines: instruction.lines };
}

/** Whether it starts a stage, or was meant to. */
export function isFrom({ keyword }: SplitInstruction): boolean {
  return toLower(keyword) === "from";
}

function wordsOf(instruction: Instruction): readonly string[] {
  if (instruction.kind === "invalid") return instruction.args;
  if (instruction.kind !== "from") return [];
  const { base, asKeyword, nameWord } = instruction;
  return asKeyword === undefined || nameWord === undefined ? [base.text] : [base.text, asKeyword, nameWord.text];
}
