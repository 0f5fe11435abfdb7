import { isByteSurrogate, rejoinBytes } from "../text/utf8.ts";
import { isPrintable } from "./unicode-set.ts";

/** The text as a double-quoted Go string: `%q`, and `\xNN` for an invalid byte. @mirrors strconv Quote */
export function quote(text: string): string {
  return isPlain(text) ? `"${text}"` : `"${escaped(rejoinBytes(text), 0x22)}"`;
}

/** A list as Go prints it with `%q`: `["a" "b"]`. */
export function quoteList(list: readonly string[]): string {
  return `[${list.map(quote).join(" ")}]`;
}

/** A list as Go prints it with `%v`: `[a b]`. */
export function formatList(list: readonly string[]): string {
  return `[${list.join(" ")}]`;
}

/** A single code point as Go prints it with `%q`: `'a'`; an invalid byte is U+FFFD. @mirrors strconv QuoteRune */
export function quoteRune(rune: number): string {
  const valid = rune > 0x10ffff || (rune >= 0xd800 && rune <= 0xdfff) ? 0xfffd : rune;
  return `'${escaped(String.fromCodePoint(valid), 0x27)}'`;
}

const shortEscapes: Readonly<Record<number, string>> = {
  7: "\\a",
  8: "\\b",
  9: "\\t",
  10: "\\n",
  11: "\\v",
  12: "\\f",
  13: "\\r",
  92: "\\\\",
};

function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || unit >= 0x7f || unit === 0x22 || unit === 0x5c) return false;
  }
  return true;
}

function escaped(text: string, quoteUnit: number): string {
  let result = "";
  for (const character of text) {
    const rune = character.codePointAt(0) as number;
    if (rune === quoteUnit) result += `\\${character}`;
    else if (rune === 0x5c) result += "\\\\";
    else if (isByteSurrogate(rune)) result += `\\x${hex(rune & 0xff, 2)}`;
    else if (rune >= 0xd800 && rune <= 0xdfff) result += "\ufffd";
    else if (isPrintable(rune)) result += character;
    else result += shortEscapes[rune] ?? numericEscape(rune);
  }
  return result;
}

function numericEscape(rune: number): string {
  if (rune < 0x20 || rune === 0x7f) return `\\x${hex(rune, 2)}`;
  return rune < 0x10000 ? `\\u${hex(rune, 4)}` : `\\U${hex(rune, 8)}`;
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, "0");
}
