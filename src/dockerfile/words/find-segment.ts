import { anyCharacter, type Segment } from "./pattern.ts";

/** Whether a segment stands at `at`, within `end`. */
export function matchesAt(segment: Segment, points: Int32Array, at: number, end: number): boolean {
  const wanted = segment.points;
  if (at + wanted.length > end) return false;
  for (let index = 0; index < wanted.length; index++) {
    if (wanted[index] !== anyCharacter && wanted[index] !== points[at + index]) return false;
  }
  return true;
}

/** The first place of a segment that starts at `from` or later and ends at `end` or before; or -1. */
export function findFirst(segment: Segment, points: Int32Array, from: number, end: number): number {
  if (segment.fallbacks !== undefined) return findLiteral(segment, points, { from, end, last: false });
  for (let at = from; at + segment.points.length <= end; at++) {
    if (matchesAt(segment, points, at, end)) return at;
  }
  return -1;
}

/** The last such place. */
export function findLast(segment: Segment, points: Int32Array, from: number, end: number): number {
  if (segment.points.length === 0) return end;
  if (segment.fallbacks !== undefined) return findLiteral(segment, points, { from, end, last: true });
  for (let at = end - segment.points.length; at >= from; at--) {
    if (matchesAt(segment, points, at, end)) return at;
  }
  return -1;
}

/** Knuth, Morris and Pratt: each character of the value is looked at once. */
function findLiteral(
  { points: wanted, fallbacks = new Int32Array() }: Segment,
  points: Int32Array,
  { from, end, last }: { from: number; end: number; last: boolean },
): number {
  if (from > end) return -1;
  if (wanted.length === 0) return from;
  let found = -1;
  let matched = 0;
  for (let at = from; at < end; at++) {
    while (matched > 0 && points[at] !== wanted[matched]) matched = fallbacks[matched - 1] as number;
    if (points[at] === wanted[matched]) matched++;
    if (matched < wanted.length) continue;
    found = at + 1 - matched;
    if (!last) return found;
    matched = fallbacks[matched - 1] as number;
  }
  return found;
}
