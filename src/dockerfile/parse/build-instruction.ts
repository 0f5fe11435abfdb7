import { trimSpace } from "../../go/space.ts";
import { suggest, withSuggestion } from "../../go/suggest.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import type { Flag } from "../ast/flag.ts";
import type { InstructionBase } from "../ast/instruction-base.ts";
import type { Instruction } from "../ast/instructions.ts";
import type { InvalidInstruction } from "../ast/invalid.ts";
import { Fault } from "../lines/fault.ts";
import { sourceSpan } from "../lines/logical-line.ts";
import { unknownInstruction } from "../messages.ts";
import { splitFlag } from "./flag-values.ts";
import { instructionParsers } from "./instruction-parsers.ts";
import type { RawNode } from "./raw-node.ts";
import { similarKeywords } from "./similar-keywords.ts";

const noFlags: readonly Flag[] = [];

/** The instruction of a node; one with an error is an InvalidInstruction. @mirrors instructions ParseInstruction */
export function buildInstruction(node: RawNode): Instruction {
  const base = baseOf(node);
  if (node.fault !== undefined) return invalid(node, base, node.fault);
  if (node.name === undefined) return invalid(node, base, unknown(node));
  try {
    return instructionParsers[node.name].build(node, base);
  } catch (error) {
    if (error instanceof Fault) return invalid(node, base, error);
    throw error;
  }
}

function baseOf({ line, split, lines, span }: RawNode): InstructionBase {
  return {
    span,
    lines,
    keyword: split.keyword,
    code: trimSpace(line.text),
    comments: line.comments,
    flags:
      split.flags.length === 0
        ? noFlags
        : split.flags.map((flag) => ({ ...splitFlag(flag), span: sourceSpan(line, flag.start, flag.end) })),
  };
}

function unknown({ split }: RawNode): Fault {
  const suggestion = suggest(split.keyword, similarKeywords(split.keyword), false);
  const place = { start: split.keywordStart, end: split.keywordStart + split.keyword.length };
  return new Fault(
    "unknown-instruction",
    withSuggestion(unknownInstruction(split.keyword), suggestion),
    place,
    suggestion,
  );
}

function invalid(node: RawNode, base: InstructionBase, fault: Fault): InvalidInstruction {
  return { ...base, kind: "invalid", args: node.arguments.list, diagnostic: diagnosticOf(node, fault) };
}

function diagnosticOf({ line, split }: RawNode, { code, message, place, suggestion }: Fault): Diagnostic {
  const { start, end } = place ?? { start: split.keywordStart, end: line.text.length };
  const span = sourceSpan(line, start, end);
  return { code, severity: "error", message, span, ...(suggestion !== undefined && { suggestion }) };
}
