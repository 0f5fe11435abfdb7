import { isByteSurrogate } from "../text/utf8.ts";
import { foldExceptions, lowerRuns, upperRuns } from "./unicode-tables.gen.ts";

/**
 * The text with each letter in lower case, one code point for one, whatever its neighbours are; in a text with any
 * non-ASCII character, invalid bytes become U+FFFD. @mirrors strings ToLower
 */
export function toLower(text: string): string {
  return isAscii(text) ? text.toLowerCase() : mapRunes(text, lowerRune);
}

/** The text in upper case, as `toLower` in the other direction. @mirrors strings ToUpper */
export function toUpper(text: string): string {
  return isAscii(text) ? text.toUpperCase() : mapRunes(text, upperRune);
}

/** Whether two texts are equal but for simple case folding; all invalid bytes are one. @mirrors strings EqualFold */
export function equalFold(left: string, right: string): boolean {
  if (left === right) return true;
  if (isAscii(left) && isAscii(right)) {
    return left.length === right.length && left.toLowerCase() === right.toLowerCase();
  }
  return foldKey(left) === foldKey(right);
}

/** One text for all texts that are equal under `equalFold`, to be a map's key. */
export function foldKey(text: string): string {
  return isAscii(text) ? text.toLowerCase() : mapRunes(text, foldRune);
}

/** The lower-case code point of a code point. @mirrors unicode ToLower */
export function lowerRune(rune: number): number {
  if (rune < 0x80) return rune >= 0x41 && rune <= 0x5a ? rune + 32 : rune;
  lower ??= caseMapOf(lowerRuns);
  return rune + (lower.get(rune) ?? 0);
}

/** The upper-case code point of a code point. @mirrors unicode ToUpper */
export function upperRune(rune: number): number {
  if (rune < 0x80) return rune >= 0x61 && rune <= 0x7a ? rune - 32 : rune;
  upper ??= caseMapOf(upperRuns);
  return rune + (upper.get(rune) ?? 0);
}

/** One code point for all that fold together. @mirrors unicode SimpleFold */
export function foldRune(rune: number): number {
  exceptions ??= exceptionsOf(foldExceptions);
  return exceptions.get(rune) ?? lowerRune(upperRune(rune));
}

/** Whether every code unit is below U+0080. */
export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 0x80) return false;
  return true;
}

let lower: Map<number, number> | undefined;
let upper: Map<number, number> | undefined;
let exceptions: Map<number, number> | undefined;

function mapRunes(text: string, map: (rune: number) => number): string {
  let mapped = "";
  for (const character of text) {
    const rune = character.codePointAt(0) as number;
    mapped += isByteSurrogate(rune) ? "\ufffd" : String.fromCodePoint(map(rune));
  }
  return mapped;
}

/** From each code point that changes to the difference. */
function caseMapOf(text: string): Map<number, number> {
  const numbers = text.split(" ").map((word) => Number.parseInt(word, 36));
  const map = new Map<number, number>();
  let start = 0;
  for (let at = 0; at < numbers.length; at += 4) {
    const [gap, count, step, delta] = numbers.slice(at, at + 4) as [number, number, number, number];
    start += gap;
    for (let index = 0; index < count; index++) map.set(start + index * step, delta);
  }
  return map;
}

function exceptionsOf(text: string): Map<number, number> {
  const numbers = text.split(" ").map((word) => Number.parseInt(word, 36));
  const map = new Map<number, number>();
  for (let at = 0; at < numbers.length; at += 2) map.set(numbers[at] as number, numbers[at + 1] as number);
  return map;
}
