import type { StopsignalInstruction } from "../ast/stopsignal.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import { readText } from "./read-text.ts";
import { onlyArgument } from "./require-arguments.ts";

/** Its flags are not looked at. @mirrors frontend/dockerfile/instructions parseStopSignal */
export const stopsignal: InstructionParser<StopsignalInstruction> = {
  readArguments: readText,
  build: (node, base) => ({ ...base, kind: "stopsignal", signal: onlyArgument(node, "STOPSIGNAL") }),
};
