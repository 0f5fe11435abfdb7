import { type EntrypointInstruction, entrypointFlags } from "../ast/entrypoint.ts";
import { commandLine } from "./command-line.ts";
import { flagValues } from "./flag-values.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import { readJsonOrText } from "./read-json.ts";

/** @mirrors frontend/dockerfile/instructions parseEntrypoint */
export const entrypoint: InstructionParser<EntrypointInstruction> = {
  readArguments: readJsonOrText,
  build: (node, base) => {
    flagValues(node, entrypointFlags);
    return { ...base, kind: "entrypoint", command: commandLine(node) };
  },
};
