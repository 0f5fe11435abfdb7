import { type WorkdirInstruction, workdirFlags } from "../ast/workdir.ts";
import { flagValues } from "./flag-values.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import { readText } from "./read-text.ts";
import { onlyArgument } from "./require-arguments.ts";

/** @mirrors frontend/dockerfile/instructions parseWorkdir */
export const workdir: InstructionParser<WorkdirInstruction> = {
  readArguments: readText,
  build: (node, base) => {
    const path = onlyArgument(node, "WORKDIR");
    flagValues(node, workdirFlags);
    return { ...base, kind: "workdir", path };
  },
};
