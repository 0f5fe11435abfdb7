/** A half-open range of UTF-16 offsets into one source. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whole lines of a source, 1-based, both ends inclusive. Line 0 stands for "before the first line". */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** A position as the wire and the reference have it: 1-based line, character always 0. */
export interface WirePosition {
  readonly line: number;
  readonly character: number;
}

export interface WireRange {
  readonly start: WirePosition;
  readonly end: WirePosition;
}

/**
 * The ranges the reference sends for whole lines: one range per line; a range that ends before it starts is its first
 * line. @mirrors frontend/dockerfile/parser toRanges
 */
export function wireRanges(lines: LineRange): WireRange[] {
  const ranges: WireRange[] = [];
  const last = Math.max(lines.start, lines.end);
  for (let line = lines.start; line <= last; line++) {
    ranges.push({ start: { line, character: 0 }, end: { line, character: 0 } });
  }
  return ranges;
}
