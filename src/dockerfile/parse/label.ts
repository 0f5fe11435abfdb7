import { type LabelInstruction, labelFlags } from "../ast/label.ts";
import { flagValues } from "./flag-values.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import { keyValues } from "./key-values.ts";
import { keyValueReader } from "./read-assignments.ts";

/** @mirrors frontend/dockerfile/instructions parseLabel */
export const label: InstructionParser<LabelInstruction> = {
  readArguments: keyValueReader("LABEL"),
  build: (node, base) => {
    flagValues(node, labelFlags);
    return { ...base, kind: "label", pairs: keyValues(node, "LABEL") };
  },
};
