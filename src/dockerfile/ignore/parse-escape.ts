import { GoError } from "../../go/go-error.ts";
import { isInCategory } from "../../go/unicode-category.ts";
import { isWordRune, type RuneSet } from "./expression.ts";
import { badPattern } from "./messages.ts";

/** An expression's source as characters, and how far it is read. */
export interface ExpressionReader {
  readonly characters: readonly string[];
  at: number;
  /** Classes by their source: a pattern may hold the same one many times. */
  readonly classes: Map<string, RuneSet>;
  /** The first `:]` at or after the place where one was last looked for; the length where there is none. */
  namedSetEnd: number;
}

/** A reader at the start of an expression. */
export function expressionReader(source: string): ExpressionReader {
  return { characters: [...source], at: 0, classes: new Map(), namedSetEnd: 0 };
}

/** The set of `\d \D \s \S \w \W \pX \PX`, after the backslash; undefined, and nothing read, for other escapes. */
export function readEscapedSet(reader: ExpressionReader): RuneSet | undefined {
  const letter = reader.characters[reader.at] ?? "";
  if (letter === "p" || letter === "P") {
    const category = reader.characters[reader.at + 1] ?? "";
    if (isInCategory(0, category) === undefined) throw new GoError(badPattern);
    reader.at += 2;
    return (rune) => isInCategory(rune, category) === (letter === "p");
  }
  const set = perlSets[letter];
  if (set !== undefined) reader.at++;
  return set;
}

const perlSets: Readonly<Record<string, RuneSet>> = {
  d: (rune) => rune >= 0x30 && rune <= 0x39,
  D: (rune) => rune < 0x30 || rune > 0x39,
  s: isPerlSpace,
  S: (rune) => !isPerlSpace(rune),
  w: isWordRune,
  W: (rune) => !isWordRune(rune),
};

function isPerlSpace(rune: number): boolean {
  return rune === 0x20 || rune === 0x09 || rune === 0x0a || rune === 0x0c || rune === 0x0d;
}

/** The code point of an escape such as `\*`, `\n`, `\101` or `\x41`, after the backslash. */
export function readEscapedRune(reader: ExpressionReader): number {
  const rest = reader.characters.slice(reader.at, reader.at + 3).join("");
  const octal = /^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(rest)?.[0];
  if (octal !== undefined) {
    reader.at += octal.length;
    return Number.parseInt(octal, 8);
  }
  const hex = /^x([0-9a-fA-F]{2})/.exec(rest)?.[1];
  if (hex !== undefined) {
    reader.at += 3;
    return Number.parseInt(hex, 16);
  }
  const character = reader.characters[reader.at++] ?? "";
  const control = "a\x07f\x0cn\x0ar\x0dt\x09v\x0b".indexOf(character);
  if (control >= 0 && control % 2 === 0 && character !== "") return "\x07\x0c\x0a\x0d\x09\x0b".charCodeAt(control / 2);
  if (character === "" || character > "\x7f" || /[A-Za-z0-9]/.test(character)) throw new GoError(badPattern);
  return character.charCodeAt(0);
}
