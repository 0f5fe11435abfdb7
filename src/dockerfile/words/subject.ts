import { toValid } from "../../text/utf8.ts";

/** A half-open range of code points. */
export interface Bounds {
  readonly start: number;
  readonly end: number;
}

/** A value that patterns are matched against: code points and lines, and back to text. Invalid bytes count as U+FFFD. */
export class Subject {
  readonly points: Int32Array;
  /** The lines without their line feeds; at least one. */
  readonly lines: readonly Bounds[];
  private readonly value: string;
  /** Where each code point starts in the value; undefined where every one is one code unit. */
  private readonly offsets: Int32Array | undefined;

  constructor(value: string) {
    this.value = value;
    const valid = toValid(value);
    const points = new Int32Array(valid.length);
    const offsets = new Int32Array(valid.length + 1);
    let count = 0;
    for (let at = 0; at < valid.length; count++) {
      const rune = valid.codePointAt(at) as number;
      points[count] = rune;
      offsets[count] = at;
      at += rune > 0xffff ? 2 : 1;
    }
    offsets[count] = valid.length;
    this.points = points.subarray(0, count);
    this.offsets = count === valid.length ? undefined : offsets;
    this.lines = lineBounds(this.points);
  }

  /** The text between two code points. */
  slice(start: number, end: number): string {
    if (this.offsets === undefined) return this.value.slice(start, end);
    return this.value.slice(this.offsets[start], this.offsets[end]);
  }

  /** The 0-based line that a code point, or the line feed at it, belongs to. */
  lineOf(point: number): number {
    let low = 0;
    let high = this.lines.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.lines[middle] as Bounds).end < point) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function lineBounds(points: Int32Array): Bounds[] {
  const bounds: Bounds[] = [];
  let start = 0;
  for (let at = points.indexOf(0x0a); at >= 0; at = points.indexOf(0x0a, start)) {
    bounds.push({ start, end: at });
    start = at + 1;
  }
  bounds.push({ start, end: points.length });
  return bounds;
}
