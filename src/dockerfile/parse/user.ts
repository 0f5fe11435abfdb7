import { type UserInstruction, userFlags } from "../ast/user.ts";
import { flagValues } from "./flag-values.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import { readText } from "./read-text.ts";
import { onlyArgument } from "./require-arguments.ts";

/** @mirrors frontend/dockerfile/instructions parseUser */
export const user: InstructionParser<UserInstruction> = {
  readArguments: readText,
  build: (node, base) => {
    const user = onlyArgument(node, "USER");
    flagValues(node, userFlags);
    return { ...base, kind: "user", user };
  },
};
