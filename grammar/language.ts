import type { IToken, Lexer } from "chevrotain";
import { createLexer, type Mode } from "./lexer.ts";
import { type Field, type FlagsAndRest, LineParser } from "./parser.ts";
import { anyBlank, escapedTokens } from "./tokens.ts";

export type { Field, FlagsAndRest } from "./parser.ts";

/** A token's text and its UTF-16 offset in what was parsed. */
export interface Token {
  readonly image: string;
  readonly startOffset: number;
}

/** The language inside a logical line, for one escape character. */
export class Language {
  private readonly lexer: Lexer;
  private readonly parser: LineParser;

  constructor(escape: string) {
    const escaped = escapedTokens(escape);
    this.lexer = createLexer(escaped);
    this.parser = new LineParser(escaped);
  }

  /** The words between ASCII blanks. */
  words(text: string): readonly Token[] {
    // Most arguments are one word.
    if (text !== "" && !anyBlank.test(text)) return [{ image: text, startOffset: 0 }];
    this.read(text, "words");
    return this.parser.words();
  }

  /** The words of ENV, LABEL and ARG, quotes and escapes in them. */
  assignments(text: string): readonly Token[] {
    this.read(text, "assignments");
    return this.parser.assignments();
  }

  /** The strings of a JSON list with their quotes; undefined where the text is anything else. */
  strings(text: string): readonly Token[] | undefined {
    const tokens = this.read(text, "json");
    if (tokens.at(-1)?.tokenType.name === "Other") return undefined;
    const list = this.parser.strings();
    return this.parser.errors.length > 0 ? undefined : list;
  }

  /** The words that start with two dashes at the start of a text whose code units are bytes, and what follows them. */
  flags(text: string): FlagsAndRest {
    this.read(text, "flags");
    return this.parser.flags();
  }

  /** The fields between commas, each cut at its first equals sign. */
  fields(text: string): readonly Field[] {
    this.read(text, "fields");
    return this.parser.fields();
  }

  private read(text: string, mode: Mode): IToken[] {
    const { tokens } = this.lexer.tokenize(text, mode);
    this.parser.input = tokens;
    return tokens;
  }
}
