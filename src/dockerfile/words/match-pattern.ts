import { findFirst, findLast, matchesAt } from "./find-segment.ts";
import type { Pattern, PatternLine, Segment } from "./pattern.ts";
import type { Bounds, Subject } from "./subject.ts";

/** The end of the pattern's match at the start of a value, or -1. Greedy stars take as much as they can, in order. */
export function matchPrefix(pattern: Pattern, subject: Subject, greedy: boolean): number {
  const { points, lines } = subject;
  const line = lines[0] as Bounds;
  if (pattern.length === 1) return prefixEnd(pattern[0] as PatternLine, points, line, greedy);
  if (!matchesWhole(pattern[0] as PatternLine, points, line)) return -1;
  return endAfterFirstLine(pattern, subject, 0, greedy);
}

/** The leftmost match that starts at `from` or later, its stars greedy; in code points. */
export function findMatch(pattern: Pattern, subject: Subject, from: number): Bounds | undefined {
  const { points, lines } = subject;
  const first = pattern[0] as PatternLine;
  for (let index = subject.lineOf(from); index < lines.length; index++) {
    const line = lines[index] as Bounds;
    const bounds = { start: Math.max(line.start, from), end: line.end };
    if (pattern.length === 1) {
      const match = matchInLine(first, points, bounds);
      if (match !== undefined) return match;
      continue;
    }
    const start = suffixStart(first, points, bounds);
    const end = start < 0 ? -1 : endAfterFirstLine(pattern, subject, index, true);
    if (end >= 0) return { start, end };
  }
  return undefined;
}

/** The end of a match whose first pattern line has matched the end of the value's line `index`, or -1. */
function endAfterFirstLine(pattern: Pattern, { points, lines }: Subject, index: number, greedy: boolean): number {
  const last = pattern.length - 1;
  if (index + last >= lines.length) return -1;
  for (let step = 1; step < last; step++) {
    if (!matchesWhole(pattern[step] as PatternLine, points, lines[index + step] as Bounds)) return -1;
  }
  return prefixEnd(pattern[last] as PatternLine, points, lines[index + last] as Bounds, greedy);
}

function matchInLine(line: PatternLine, points: Int32Array, bounds: Bounds): Bounds | undefined {
  // If the leftmost place of the first segment leaves too little room for the others, no later one leaves more.
  const start = findFirst(line[0] as Segment, points, bounds.start, bounds.end);
  if (start < 0) return undefined;
  const end = prefixEnd(line, points, { start, end: bounds.end }, true);
  return end < 0 ? undefined : { start, end };
}

/** The end of the match at the start of the bounds, or -1. */
function prefixEnd(line: PatternLine, points: Int32Array, bounds: Bounds, greedy: boolean): number {
  const shortest = endOfSegments(line, line.length, points, bounds);
  if (shortest < 0 || !greedy || line.length === 1) return shortest;
  const last = line[line.length - 1] as Segment;
  const length = last.points.length;
  return findLast(last, points, shortest - length, bounds.end) + length;
}

/** The end of the first `count` segments, each at its leftmost place, the first one at the start; or -1. */
function endOfSegments(line: PatternLine, count: number, points: Int32Array, bounds: Bounds): number {
  const first = line[0] as Segment;
  if (!matchesAt(first, points, bounds.start, bounds.end)) return -1;
  let end = bounds.start + first.points.length;
  for (let index = 1; index < count; index++) {
    const segment = line[index] as Segment;
    const start = findFirst(segment, points, end, bounds.end);
    if (start < 0) return -1;
    end = start + segment.points.length;
  }
  return end;
}

function matchesWhole(line: PatternLine, points: Int32Array, bounds: Bounds): boolean {
  const last = line[line.length - 1] as Segment;
  const lastStart = bounds.end - last.points.length;
  if (lastStart < bounds.start || !matchesAt(last, points, lastStart, bounds.end)) return false;
  if (line.length === 1) return lastStart === bounds.start;
  return endOfSegments(line, line.length - 1, points, { start: bounds.start, end: lastStart }) >= 0;
}

/** The leftmost start from which the pattern line matches up to the end of the bounds, or -1. */
function suffixStart(line: PatternLine, points: Int32Array, bounds: Bounds): number {
  if (line.length === 1) {
    const start = bounds.end - (line[0] as Segment).points.length;
    return start >= bounds.start && matchesWhole(line, points, { start, end: bounds.end }) ? start : -1;
  }
  const start = findFirst(line[0] as Segment, points, bounds.start, bounds.end);
  return start >= 0 && matchesWhole(line, points, { start, end: bounds.end }) ? start : -1;
}
