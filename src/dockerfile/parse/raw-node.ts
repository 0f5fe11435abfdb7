import { toLower } from "../../go/letter-case.ts";
import type { LineRange, Span } from "../../text/span.ts";
import type { Heredoc } from "../ast/heredoc.ts";
import type { Keyword } from "../ast/instructions.ts";
import { Fault } from "../lines/fault.ts";
import { heredocsOfLine } from "../lines/heredoc-word.ts";
import type { LineReader } from "../lines/line-reader.ts";
import type { LogicalLine } from "../lines/logical-line.ts";
import { unterminatedHeredoc } from "../messages.ts";
import type { EscapeCharacter } from "../words/environment.ts";
import { WordError } from "../words/expand-word.ts";
import { type Arguments, noArguments } from "./arguments.ts";
import { instructionParsers } from "./instruction-parsers.ts";
import { type SplitLine, splitLine } from "./split-line.ts";

/** An instruction once its lines are joined and split; nothing is checked that needs its keyword's meaning. */
export interface RawNode {
  readonly line: LogicalLine;
  readonly split: SplitLine;
  /** Undefined for an unknown keyword. */
  readonly name: Keyword | undefined;
  readonly arguments: Arguments;
  readonly heredocs: readonly Heredoc[];
  /** The lines with those of the heredocs. */
  readonly lines: LineRange;
  readonly span: Span;
  /** Why the reference refuses the file before it looks at instructions. */
  readonly fault: Fault | undefined;
}

const noHeredocs: readonly Heredoc[] = [];

/** Splits a joined line and reads its heredocs from the lines below. @mirrors frontend/dockerfile/parser Parse */
export function readNode(reader: LineReader, line: LogicalLine): RawNode {
  const split = splitLine(line.text, reader.escape);
  const name = keywordOf(split.keyword);
  let args = noArguments;
  let heredocs = noHeredocs;
  let fault: Fault | undefined;
  try {
    const parts =
      name === "onbuild"
        ? readTrigger(line.text, split, reader.escape)
        : readParts(line.text, split, name, reader.escape);
    args = parts.arguments;
    if (parts.takesHeredocs && line.text.includes("<<")) heredocs = readHeredocs(reader, line.text);
  } catch (error) {
    fault = faultOf(error);
  }
  const isLonger = reader.lineNumber > line.lines.end;
  const lines = isLonger ? { start: line.lines.start, end: reader.lineNumber } : line.lines;
  const span = isLonger ? { start: line.span.start, end: reader.contentEnd } : line.span;
  return { line, split, name, arguments: args, heredocs, lines, span, fault };
}

/** The keyword that a word is in any letter case. */
export function keywordOf(word: string): Keyword | undefined {
  const lower = toLower(word);
  return Object.hasOwn(instructionParsers, lower) ? (lower as Keyword) : undefined;
}

interface Parts {
  readonly arguments: Arguments;
  readonly takesHeredocs: boolean;
}

const nothing: Parts = { arguments: noArguments, takesHeredocs: false };

function readParts(text: string, split: SplitLine, name: Keyword | undefined, escape: EscapeCharacter): Parts {
  if (name === undefined) return nothing;
  const rest = split.odd ?? text.slice(split.restStart, split.restEnd);
  const args = instructionParsers[name].readArguments({ text: rest, start: split.restStart, escape });
  return { arguments: args, takesHeredocs: (name === "run" || name === "copy" || name === "add") && !args.json };
}

/**
 * The keyword and the arguments of a trigger. Triggers inside one another are read for the errors in them, to whatever
 * depth; only the outermost one may have heredocs. @mirrors frontend/dockerfile/parser parseSubCommand
 */
function readTrigger(line: string, outer: SplitLine, escape: EscapeCharacter): Parts {
  let text = line;
  let split = outer;
  let trigger: string | undefined;
  let depth = 0;
  for (let name: Keyword | undefined = "onbuild"; name === "onbuild"; name = keywordOf(split.keyword)) {
    if (split.odd !== undefined) text = split.odd;
    const from = split.odd === undefined ? split.restStart : 0;
    const to = split.odd === undefined ? split.restEnd : text.length;
    if (from === to)
      return {
        arguments: trigger === undefined ? noArguments : { list: [trigger], json: false },
        takesHeredocs: false,
      };
    split = splitLine(text, escape, from, to);
    trigger ??= split.keyword;
    depth++;
  }
  const inner = readParts(text, split, keywordOf(split.keyword), escape);
  const list = { list: [trigger ?? "", ...inner.arguments.list], json: inner.arguments.json };
  return { arguments: list, takesHeredocs: depth === 1 && inner.takesHeredocs };
}

function readHeredocs(reader: LineReader, line: string): Heredoc[] {
  return heredocsOfLine(line).map((heredoc) => {
    const content = reader.readHeredoc(heredoc);
    if (content === undefined) throw new Fault("unterminated-heredoc", unterminatedHeredoc);
    return { ...heredoc, content };
  });
}

function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof WordError) return new Fault("invalid-heredoc", error.message);
  throw error;
}
