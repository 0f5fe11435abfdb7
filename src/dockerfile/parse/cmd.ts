import { type CmdInstruction, cmdFlags } from "../ast/cmd.ts";
import { commandLine } from "./command-line.ts";
import { flagValues } from "./flag-values.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import { readJsonOrText } from "./read-json.ts";

/** @mirrors frontend/dockerfile/instructions parseCmd */
export const cmd: InstructionParser<CmdInstruction> = {
  readArguments: readJsonOrText,
  build: (node, base) => {
    flagValues(node, cmdFlags);
    return { ...base, kind: "cmd", command: commandLine(node) };
  },
};
