import type { ArgInstruction, ArgPair } from "../ast/arg.ts";
import { Fault } from "../lines/fault.ts";
import { blankNames } from "../messages.ts";
import { docComment } from "./doc-comment.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import type { RawNode } from "./raw-node.ts";
import { readAssignments } from "./read-assignments.ts";
import { requireArguments } from "./require-arguments.ts";

/** @mirrors frontend/dockerfile/instructions parseArg */
export const arg: InstructionParser<ArgInstruction> = {
  readArguments: readAssignments,
  build: (node, base) => {
    requireArguments(node, "ARG");
    return { ...base, kind: "arg", pairs: node.arguments.list.map((text, index) => pairOf(node, text, index)) };
  },
};

function pairOf(node: RawNode, text: string, index: number): ArgPair {
  const equals = text.indexOf("=");
  if (equals === 0) {
    const start = node.arguments.starts?.[index] ?? node.split.restStart;
    throw new Fault("blank-name", blankNames("ARG"), { start, end: start + text.length });
  }
  const key = equals < 0 ? text : text.slice(0, equals);
  const value = equals < 0 ? undefined : text.slice(equals + 1);
  return { key, value, docComment: docComment(node.line.comments, key) };
}
