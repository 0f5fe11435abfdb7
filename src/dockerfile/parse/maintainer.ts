import { type MaintainerInstruction, maintainerFlags } from "../ast/maintainer.ts";
import { flagValues } from "./flag-values.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import { readText } from "./read-text.ts";
import { onlyArgument } from "./require-arguments.ts";

/** @mirrors frontend/dockerfile/instructions parseMaintainer */
export const maintainer: InstructionParser<MaintainerInstruction> = {
  readArguments: readText,
  build: (node, base) => {
    const text = onlyArgument(node, "MAINTAINER");
    flagValues(node, maintainerFlags);
    return { ...base, kind: "maintainer", text };
  },
};
