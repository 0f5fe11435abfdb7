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

const known = new WeakMap<LineRange, readonly WireRange[]>();

/**
 * The ranges the reference sends for whole lines: one range per line; a range that ends before it starts is its first
 * line. The same list for the same object: one instruction of many lines can have as many warnings.
 *
 * @mirrors frontend/dockerfile/parser toRanges
 */
export function wireRanges(lines: LineRange): readonly WireRange[] {
  const { start, end } = lines;
  if (end <= start) return [wireLine(start)];
  const ranges = known.get(lines) ?? Array.from({ length: end - start + 1 }, (_, at) => wireLine(start + at));
  known.set(lines, ranges);
  return ranges;
}

function wireLine(line: number): WireRange {
  return { start: { line, character: 0 }, end: { line, character: 0 } };
}
