import { createToken, Lexer, type TokenType } from "chevrotain";
import { assignmentEnd, flagWordEnd, jsonStringEnd } from "./quoted-text.ts";

const blank = "\\t\\v\\f\\r ";
const space = `${blank}\\n\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000`;
const skipped = { group: Lexer.SKIPPED, line_breaks: false };

/** The blanks between the words of FROM, EXPOSE, COPY, ADD and VOLUME: ASCII only. */
export const Blank = createToken({ name: "Blank", pattern: new RegExp(`[${blank}]+`), ...skipped });
export const anyBlank = new RegExp(`[${blank}]`);
export const Word = createToken({ name: "Word", pattern: new RegExp(`[^${blank}]+`), line_breaks: false });

export const JsonSpace = createToken({ name: "JsonSpace", pattern: /[ \t\r\n]+/, ...skipped });
export const LBracket = createToken({ name: "LBracket", pattern: "[" });
export const RBracket = createToken({ name: "RBracket", pattern: "]" });
export const Comma = createToken({ name: "Comma", pattern: "," });
export const JsonString = createToken({ name: "JsonString", pattern: upTo(jsonStringEnd), line_breaks: false });
/** What has no place in a list of strings, to the end of the text. */
export const Other = createToken({ name: "Other", pattern: /[^]+/, line_breaks: false });

export const Key = createToken({ name: "Key", pattern: /[^=,]+/, line_breaks: false });
export const Equals = createToken({ name: "Equals", pattern: "=", push_mode: "fieldValue" });
export const FieldValue = createToken({ name: "FieldValue", pattern: /[^,]+/, line_breaks: false, pop_mode: true });
export const FieldEnd = createToken({ name: "FieldEnd", pattern: ",", pop_mode: true, categories: [Comma] });

export const FlagSpace = createToken({ name: "FlagSpace", pattern: /[\t-\r \x85\xa0]+/, ...skipped });
/** Two dashes alone, which end the flags. */
export const FlagsEnd = createToken({
  name: "FlagsEnd",
  pattern: /--(?:''|"")*(?=[\t-\r \x85\xa0])/,
  line_breaks: false,
  push_mode: "rest",
});
export const Rest = createToken({ name: "Rest", pattern: /[^]+/, line_breaks: false });

export const AssignmentSpace = createToken({ name: "AssignmentSpace", pattern: new RegExp(`[${space}]+`), ...skipped });

/** The tokens in which the file's escape character counts. */
export interface EscapedTokens {
  /** A word that starts with two dashes, with its quotes and escapes. */
  readonly Flag: TokenType;
  /** A word of ENV, LABEL or ARG, with its quotes and escapes. */
  readonly Assignment: TokenType;
}

/** The token types of one escape character. */
export function escapedTokens(escape: string): EscapedTokens {
  return {
    Flag: createToken({
      name: "Flag",
      pattern: upTo((text, offset) => flagWordEnd(text, offset, escape)),
      line_breaks: false,
    }),
    Assignment: createToken({
      name: "Assignment",
      pattern: upTo((text, offset) => assignmentEnd(text, offset, escape)),
      line_breaks: false,
    }),
  };
}

/** A pattern that a scan of ours finds the end of: linear where a regular expression would keep a stack. */
function upTo(endOf: (text: string, offset: number) => number) {
  return (text: string, offset: number): [string] | null => {
    const end = endOf(text, offset);
    return end > offset ? [text.slice(offset, end)] : null;
  };
}
