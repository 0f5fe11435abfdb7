import { isDigit, isLetter } from "../../go/unicode-set.ts";
import { toValid } from "../../text/utf8.ts";
import {
  badSubstitution,
  missingBrace,
  missingSlash,
  unclosedDoubleQuote,
  unclosedSingleQuote,
  unprocessedWord,
  unsupportedModifier,
  valueTooLong,
} from "../messages.ts";
import type { Environment, ExpandOptions, Expansion } from "./environment.ts";
import { longestValue, SubstitutionError, substitute, type Variable } from "./substitute.ts";
import { WordError } from "./word-error.ts";
import type { WordList } from "./word-list.ts";

const dollar = 0x24;
const singleQuote = 0x27;
const doubleQuote = 0x22;
const lessThan = 0x3c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const slash = 0x2f;
const end = -1;

/** Text that is being read: the whole word, an operand of a variable, or what stands in double quotes. */
interface Frame {
  /** The character that ends it; `end` for the whole word. */
  readonly stop: number;
  readonly rawEscapes: boolean;
  /** Whether this is a pattern, in which an escape within quotes is doubled. */
  readonly isPattern: boolean;
  /** The variable whose operand this is. */
  readonly variable: Variable | undefined;
  result: string;
}

/**
 * Expands one word. The frames stand on a stack of our own: words nest as deep as a user writes them.
 * @mirrors frontend/dockerfile/shell shellWord
 */
export class WordMachine {
  private readonly source: string;
  private readonly text: string;
  private readonly env: Environment;
  private readonly options: ExpandOptions;
  private readonly escape: number;
  private readonly frames: Frame[] = [];
  /** What the words are collected in, where they are asked for. */
  private readonly list: WordList | undefined;
  private readonly matched = new Set<string>();
  private readonly unmatched = new Set<string>();
  private at: number;

  constructor(word: string, env: Environment, options: ExpandOptions, list?: WordList) {
    this.source = word;
    this.list = list;
    this.text = toValid(word);
    this.env = env;
    this.options = options;
    this.escape = options.escape.charCodeAt(0);
    // A byte order mark before the word is dropped, elsewhere it is a character.
    this.at = this.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  expand(): Expansion {
    this.push(end, this.options.rawEscapes === true, false, undefined);
    for (;;) {
      const frame = this.top();
      const complete = frame.stop === doubleQuote ? this.readQuoted(frame) : this.readUnquoted(frame);
      if (!complete) continue;
      this.frames.pop();
      if (this.frames.length === 0) return { value: frame.result, matched: this.matched, unmatched: this.unmatched };
      this.endFrame(frame);
    }
  }

  /** Reads on in a frame; true at its end, false where a frame inside it was opened. */
  private readUnquoted(frame: Frame): boolean {
    const isWhole = frame.stop === end;
    while (this.at < this.text.length) {
      const from = this.at;
      const unit = this.skipOrdinary(frame.stop, isWhole);
      if (this.at > from) this.addOrdinary(frame, this.text.slice(from, this.at), isWhole);
      if (unit === end) break;
      if (unit === frame.stop) {
        this.at++;
        return true;
      }
      if (unit === dollar) {
        if (!this.readVariable()) return false;
      } else if (unit === lessThan) this.readPossibleHeredoc(frame);
      else if (unit === singleQuote) this.readSingleQuoted(frame, isWhole);
      else if (unit === doubleQuote) {
        this.openQuote(frame);
        return false;
      } else if (!this.readEscaped(frame, isWhole)) break;
    }
    if (!isWhole) throw this.failure(missingBrace);
    return true;
  }

  /** Moves to the next character with a meaning here, and returns it. `<` has one only where words are told apart. */
  private skipOrdinary(stop: number, isWhole: boolean): number {
    const quotes = this.options.skipProcessQuotes !== true;
    for (; this.at < this.text.length; this.at++) {
      const unit = this.text.charCodeAt(this.at);
      if (unit === stop || unit === dollar || unit === this.escape) return unit;
      if (unit === lessThan && isWhole) return unit;
      if (quotes && (unit === singleQuote || unit === doubleQuote)) return unit;
    }
    return end;
  }

  private addOrdinary(frame: Frame, text: string, isWhole: boolean): void {
    frame.result += text;
    if (isWhole) this.list?.addText(text);
  }

  private addRaw(frame: Frame, text: string, isWhole: boolean): void {
    frame.result += text;
    if (isWhole) this.list?.addRaw(text);
  }

  /** An escape outside quotes and the character it protects; false at the end of the word, where it vanishes. */
  private readEscaped(frame: Frame, isWhole: boolean): boolean {
    if (frame.rawEscapes) this.addRaw(frame, this.options.escape, isWhole);
    this.at++;
    if (this.at >= this.text.length) return false;
    this.addRaw(frame, this.nextCharacter(), isWhole);
    return true;
  }

  /** Blanks after `<<` belong to the word: `<< EOF` is one. */
  private readPossibleHeredoc(frame: Frame): void {
    const from = this.at++;
    if (this.text.charCodeAt(this.at) === lessThan) {
      this.at++;
      while (isBlank(this.text.charCodeAt(this.at))) this.at++;
    }
    this.addRaw(frame, this.text.slice(from, this.at), true);
  }

  private readSingleQuoted(frame: Frame, isWhole: boolean): void {
    const close = this.text.indexOf("'", this.at + 1);
    if (close < 0) {
      this.at = this.text.length;
      throw this.failure(unclosedSingleQuote);
    }
    let inner = this.text.slice(this.at + 1, close);
    this.at = close + 1;
    if (frame.isPattern) inner = inner.replaceAll(this.options.escape, this.options.escape.repeat(2));
    this.addRaw(frame, this.options.rawQuotes ? `'${inner}'` : inner, isWhole);
  }

  private openQuote(frame: Frame): void {
    this.at++;
    this.push(doubleQuote, frame.rawEscapes, frame.isPattern, undefined);
    if (this.options.rawQuotes) this.top().result = '"';
  }

  private readQuoted(frame: Frame): boolean {
    while (this.at < this.text.length) {
      const from = this.at;
      const unit = this.skipQuoted();
      if (this.at > from) frame.result += this.text.slice(from, this.at);
      if (unit === doubleQuote) {
        this.at++;
        if (this.options.rawQuotes) frame.result += '"';
        return true;
      }
      if (unit === dollar) {
        if (!this.readVariable()) return false;
      } else if (unit === this.escape) this.readEscapedInQuotes(frame);
    }
    throw this.failure(unclosedDoubleQuote);
  }

  private skipQuoted(): number {
    for (; this.at < this.text.length; this.at++) {
      const unit = this.text.charCodeAt(this.at);
      if (unit === doubleQuote || unit === dollar || unit === this.escape) return unit;
    }
    return end;
  }

  /** In double quotes an escape protects only a quote, a dollar sign and itself. */
  private readEscapedInQuotes(frame: Frame): void {
    this.at++;
    if (this.at >= this.text.length) return;
    const unit = this.text.charCodeAt(this.at);
    if (unit === doubleQuote || unit === dollar || unit === this.escape) {
      if (frame.rawEscapes) frame.result += this.options.escape;
      frame.result += this.text.charAt(this.at++);
      return;
    }
    // Doubled where the result is a pattern or is read again without quotes.
    if (frame.rawEscapes && (this.options.rawQuotes !== true || frame.isPattern)) frame.result += this.options.escape;
    frame.result += this.options.escape;
  }

  /** A variable; false where its operand was opened as a frame. */
  private readVariable(): boolean {
    this.at++;
    if (this.text.charCodeAt(this.at) !== openBrace) {
      const name = this.readName();
      this.addVariable(name === "" ? "$" : (this.lookUp(name) ?? (this.options.skipUnsetEnv ? `$${name}` : "")));
      return true;
    }
    this.at++;
    if (this.at >= this.text.length) throw this.failure(missingBrace);
    const first = this.text.charCodeAt(this.at);
    if (first === openBrace || first === closeBrace || first === 0x3a) throw this.failure(badSubstitution);
    const name = this.readName();
    if (this.text.charCodeAt(this.at) === closeBrace) {
      this.at++;
      this.addVariable(this.lookUp(name) ?? (this.options.skipUnsetEnv ? `\${${name}}` : ""));
      return true;
    }
    this.openOperand(name);
    return false;
  }

  private openOperand(name: string): void {
    let modifier = this.nextCharacter();
    let written = modifier;
    if (modifier === "/") {
      const all = this.text.charCodeAt(this.at) === slash;
      if (all) this.at++;
      this.push(slash, true, true, { name, modifier, written, all });
      return;
    }
    const nullIsUnset = modifier === ":";
    if (nullIsUnset) {
      modifier = this.nextCharacter();
      written += modifier;
      // `:/` replaces nothing: its operand is read before it is found to be no modifier.
      if (modifier === "/") modifier = ":";
    } else if (!"+-?#%".includes(modifier)) throw this.failure(unsupportedModifier(written));
    const isPattern = modifier === "#" || modifier === "%";
    if (nullIsUnset && isPattern) throw this.failure(unsupportedModifier(written));
    this.push(closeBrace, isPattern, isPattern, { name, modifier, written, all: nullIsUnset });
  }

  /** Hands what a complete frame holds to the frame around it. */
  private endFrame(frame: Frame): void {
    const variable = frame.variable;
    if (variable === undefined) {
      const around = this.top();
      this.addRaw(around, frame.result, around.stop === end);
    } else if (frame.stop === slash) {
      this.push(closeBrace, true, false, { ...variable, pattern: frame.result });
    } else {
      const value = this.lookUp(variable.name);
      try {
        this.addVariable(substitute(variable, value, frame.result, this.options.skipUnsetEnv === true));
      } catch (error) {
        throw error instanceof SubstitutionError ? this.failure(error.text) : error;
      }
    }
  }

  private addVariable(value: string): void {
    const frame = this.top();
    // Of what is written there is an end; only variables make more of it.
    if (frame.result.length + value.length > longestValue) throw this.failure(valueTooLong(longestValue));
    frame.result += value;
    if (frame.stop === end) this.list?.addText(value);
  }

  private lookUp(name: string): string | undefined {
    const value = this.env.get(name);
    (value === undefined ? this.unmatched : this.matched).add(name);
    return value;
  }

  /** Letters, digits and underscores; or digits alone; or one of the special parameters. */
  private readName(): string {
    const from = this.at;
    let rune = this.text.codePointAt(this.at) ?? end;
    if (rune !== end && isDigit(rune)) {
      while (rune !== end && isDigit(rune)) rune = this.runeAfter(rune);
      return this.text.slice(from, this.at);
    }
    if (rune !== end && rune < 0x80 && "@*#?-$!".includes(String.fromCharCode(rune))) {
      return this.text.charAt(this.at++);
    }
    while (rune !== end && (rune === 0x5f || isLetter(rune) || isDigit(rune))) rune = this.runeAfter(rune);
    return this.text.slice(from, this.at);
  }

  private runeAfter(rune: number): number {
    this.at += rune > 0xffff ? 2 : 1;
    return this.text.codePointAt(this.at) ?? end;
  }

  /** The next character; at the end of the word U+FFFD, as Go prints the rune -1. */
  private nextCharacter(): string {
    const rune = this.text.codePointAt(this.at);
    if (rune === undefined) return "\ufffd";
    const character = String.fromCodePoint(rune);
    this.at += character.length;
    return character;
  }

  private push(stop: number, rawEscapes: boolean, isPattern: boolean, variable: Variable | undefined): void {
    if (variable !== undefined) this.list?.forgetOpen();
    this.frames.push({ stop, rawEscapes, isPattern, variable, result: "" });
  }

  private top(): Frame {
    return this.frames[this.frames.length - 1] as Frame;
  }

  /** At the end of the text the outermost open variable has the word, whatever went wrong inside it. */
  private failure(reason: string): WordError {
    let text = reason;
    const outermost = this.frames.find((frame) => frame.variable !== undefined);
    if (this.at >= this.text.length && outermost !== undefined) {
      text = outermost.stop === slash ? missingSlash : missingBrace;
    }
    return new WordError(unprocessedWord(this.source, text), this.matched, this.unmatched);
  }
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0d;
}
