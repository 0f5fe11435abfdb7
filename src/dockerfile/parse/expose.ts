import { sortedStrings } from "../../go/code-point-order.ts";
import { type ExposeInstruction, exposeFlags } from "../ast/expose.ts";
import { flagValues } from "./flag-values.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import { readWords } from "./read-words.ts";
import { requireArguments } from "./require-arguments.ts";

/** @mirrors frontend/dockerfile/instructions parseExpose */
export const expose: InstructionParser<ExposeInstruction> = {
  readArguments: readWords,
  build: (node, base) => {
    requireArguments(node, "EXPOSE");
    flagValues(node, exposeFlags);
    return { ...base, kind: "expose", ports: sortedStrings(node.arguments.list) };
  },
};
