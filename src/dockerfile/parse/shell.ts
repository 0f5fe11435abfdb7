import { type ShellInstruction, shellFlags } from "../ast/shell.ts";
import { Fault } from "../lines/fault.ts";
import { jsonFormRequired } from "../messages.ts";
import { flagValues } from "./flag-values.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import { readJsonOrText } from "./read-json.ts";
import { argumentsPlace, requireArguments } from "./require-arguments.ts";

/** @mirrors frontend/dockerfile/instructions parseShell */
export const shell: InstructionParser<ShellInstruction> = {
  readArguments: readJsonOrText,
  build: (node, base) => {
    flagValues(node, shellFlags);
    requireArguments(node, "SHELL");
    if (!node.arguments.json) throw new Fault("json-form-required", jsonFormRequired("SHELL"), argumentsPlace(node));
    return { ...base, kind: "shell", shell: node.arguments.list };
  },
};
