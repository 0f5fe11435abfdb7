import { type EnvInstruction, envFlags } from "../ast/env.ts";
import { flagValues } from "./flag-values.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import { keyValues } from "./key-values.ts";
import { keyValueReader } from "./read-assignments.ts";

/** @mirrors frontend/dockerfile/instructions parseEnv */
export const env: InstructionParser<EnvInstruction> = {
  readArguments: keyValueReader("ENV"),
  build: (node, base) => {
    flagValues(node, envFlags);
    return { ...base, kind: "env", pairs: keyValues(node, "ENV") };
  },
};
