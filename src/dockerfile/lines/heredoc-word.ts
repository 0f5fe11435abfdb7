import { NumberError } from "../../go/go-error.ts";
import { parseUint } from "../../go/parse-number.ts";
import type { Heredoc } from "../ast/heredoc.ts";
import { inconsistentHeredoc } from "../messages.ts";
import type { Environment } from "../words/environment.ts";
import { expandWords, WordError } from "../words/expand-word.ts";

const noVariables: Environment = { get: () => undefined, keys: () => [] };

// The escape character here is a backslash whatever the file says.
const unquoted = { escape: "\\", skipUnsetEnv: true } as const;
const quoted = { escape: "\\", skipUnsetEnv: true, rawQuotes: true } as const;
const asWritten = { escape: "\\", skipUnsetEnv: true, rawQuotes: true, rawEscapes: true } as const;

const shape = /^([0-9]*)<<(-?)[\t\n\f\r ]*([^<]*)$/;

/**
 * The heredoc that a word such as `3<<-"EOF"` opens, its content empty; undefined where it opens none. Throws a
 * WordError for a misquoted terminator. @mirrors frontend/dockerfile/parser ParseHeredoc
 */
export function parseHeredocWord(word: string): Heredoc | undefined {
  const parts = shape.exec(word);
  if (parts === null) return undefined;
  const [, digits, dash, rest] = parts as unknown as [string, string, string, string];
  if (rest === "") return undefined;
  // Read twice: a terminator that has fewer quotes without them than with them was quoted.
  const names = expandWords(rest, noVariables, unquoted);
  if (names.length !== 1) return undefined;
  const rawNames = expandWords(rest, noVariables, quoted);
  if (rawNames.length !== 1) throw new WordError(inconsistentHeredoc(rest), new Set(), new Set());
  const name = names[0] as string;
  const expand = countQuotes(name) === countQuotes(rawNames[0] as string);
  return { name, expand, chomp: dash === "-", content: "", fileDescriptor: descriptor(digits) };
}

/** As `parseHeredocWord`, but a misquoted terminator opens none. @mirrors parser MustParseHeredoc */
export function heredocWordOrNone(word: string): Heredoc | undefined {
  if (!word.includes("<<")) return undefined;
  try {
    return parseHeredocWord(word);
  } catch (error) {
    if (error instanceof WordError) return undefined;
    throw error;
  }
}

/**
 * The heredocs that a joined line opens, in order. A line whose quotes do not match opens none. Throws a WordError.
 * @mirrors frontend/dockerfile/parser heredocsFromLine
 */
export function heredocsOfLine(line: string): Heredoc[] {
  const heredocs: Heredoc[] = [];
  for (const word of wordsOfLine(line)) {
    const heredoc = word.includes("<<") ? parseHeredocWord(word) : undefined;
    if (heredoc !== undefined) heredocs.push(heredoc);
  }
  return heredocs;
}

/** The body without the tabs at the start of its lines. @mirrors frontend/dockerfile/parser ChompHeredocContent */
export function chompHeredoc(content: string): string {
  return content.replace(/(^|\n)\t+/g, "$1");
}

function wordsOfLine(line: string): string[] {
  try {
    return expandWords(line, noVariables, asWritten);
  } catch (error) {
    if (error instanceof WordError) return [];
    throw error;
  }
}

function countQuotes(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22 || unit === 0x27) count++;
  }
  return count;
}

/** No digits are 0, too large a number is the largest. */
function descriptor(digits: string): number {
  if (digits === "") return 0;
  try {
    return Number(parseUint(digits, 10, 64));
  } catch (error) {
    if (error instanceof NumberError) return Number(error.nearest ?? 0n);
    throw error;
  }
}
