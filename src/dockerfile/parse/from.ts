import { equalFold, toLower } from "../../go/letter-case.ts";
import { type FromInstruction, fromFlags } from "../ast/from.ts";
import type { InstructionBase } from "../ast/instruction-base.ts";
import type { Word } from "../ast/word.ts";
import { Fault } from "../lines/fault.ts";
import { sourceSpan } from "../lines/logical-line.ts";
import { invalidStageName, oneOrThreeArguments } from "../messages.ts";
import { docComment } from "./doc-comment.ts";
import { flagValues } from "./flag-values.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import type { RawNode } from "./raw-node.ts";
import { readWords } from "./read-words.ts";
import { argumentsPlace } from "./require-arguments.ts";

/** @mirrors frontend/dockerfile/instructions parseFrom */
export const from: InstructionParser<FromInstruction> = { readArguments: readWords, build };

const validName = /^[a-z][a-z0-9_.-]*$/;

function build(node: RawNode, base: InstructionBase): FromInstruction {
  const { list } = node.arguments;
  const name = stageName(node);
  const { platform } = flagValues(node, fromFlags);
  return {
    ...base,
    kind: "from",
    base: wordAt(node, 0),
    name,
    ...(list.length === 3 && { nameWord: wordAt(node, 2), asKeyword: list[1] as string }),
    ...(platform !== undefined && { platform: platformWord(node, platform) }),
    docComment: docComment(base.comments, name),
  };
}

/** @mirrors frontend/dockerfile/instructions parseBuildStageName */
function stageName(node: RawNode): string {
  const { list } = node.arguments;
  if (list.length === 1) return "";
  if (list.length !== 3 || !equalFold(list[1] as string, "as")) {
    throw new Fault("invalid-from", oneOrThreeArguments, argumentsPlace(node));
  }
  const name = toLower(list[2] as string);
  if (validName.test(name)) return name;
  const { start } = placeOf(node, 2);
  throw new Fault("invalid-stage-name", invalidStageName(list[2] as string), { start, end: node.split.restEnd });
}

function wordAt(node: RawNode, index: number): Word {
  const { start, end } = placeOf(node, index);
  return { text: node.arguments.list[index] as string, span: sourceSpan(node.line, start, end) };
}

function placeOf(node: RawNode, index: number): { start: number; end: number } {
  const start = node.arguments.starts?.[index] ?? node.split.restStart;
  return { start, end: start + (node.arguments.list[index] as string).length };
}

/** The flag's whole place: its value may have lost quotes and escapes. */
function platformWord(node: RawNode, value: string): Word {
  const flag = node.split.flags[0] ?? argumentsPlace(node);
  return { text: value, span: sourceSpan(node.line, flag.start, flag.end) };
}
