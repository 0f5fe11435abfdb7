import { GoError } from "../../go/go-error.ts";
import { invalidPatternEscape } from "../messages.ts";

/** Any one character but a line feed. */
export const anyCharacter = -1;

/** Characters that stand side by side: code points, or `anyCharacter`. */
export interface Segment {
  readonly points: readonly number[];
  /** For each prefix, the length of its longest proper prefix that it also ends with; undefined with a wildcard. */
  readonly fallbacks: Int32Array | undefined;
}

/** The segments of one line of a pattern; between two of them stands a `*`. There is at least one, maybe empty. */
export type PatternLine = readonly Segment[];

/**
 * A shell pattern (`*`, `?`, escapes, no brackets), cut where it holds a line feed: neither wildcard matches one, so
 * that the lines of a pattern match the lines of a value one by one.
 */
export type Pattern = readonly PatternLine[];

const backslash = 0x5c;

/**
 * The pattern of a text. The escape is a backslash whatever the file's escape character is. Throws a GoError for an
 * escape before anything but `* ? \ } /`. @mirrors frontend/dockerfile/shell convertShellPatternToRegex
 */
export function compilePattern(text: string): Pattern {
  const lines: Segment[][] = [];
  let line: Segment[] = [];
  let points: number[] = [];
  const endSegment = (): void => {
    line.push({ points, fallbacks: points.includes(anyCharacter) ? undefined : fallbacksOf(points) });
    points = [];
  };
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; ) {
    const rune = text.codePointAt(at) as number;
    at += rune > 0xffff ? 2 : 1;
    if (rune === 0x2a) endSegment();
    else if (rune === 0x3f) points.push(anyCharacter);
    else if (rune === 0x0a) {
      endSegment();
      lines.push(line);
      line = [];
    } else if (rune === backslash) {
      const escaped = text.codePointAt(at);
      // The escape of } and / only kept them from ending the pattern.
      if (escaped === 0x7d || escaped === 0x2f) continue;
      if (escaped !== 0x2a && escaped !== 0x3f && escaped !== backslash) {
        throw new GoError(invalidPatternEscape(escaped === undefined ? "\ufffd" : String.fromCodePoint(escaped)));
      }
      points.push(escaped);
      at++;
    } else points.push(rune);
  }
  endSegment();
  lines.push(line);
  return lines;
}

function fallbacksOf(points: readonly number[]): Int32Array {
  const table = new Int32Array(points.length);
  let length = 0;
  for (let at = 1; at < points.length; at++) {
    while (length > 0 && points[at] !== points[length]) length = table[length - 1] as number;
    if (points[at] === points[length]) length++;
    table[at] = length;
  }
  return table;
}
