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
  return find(segment, points, { from, end, last: false });
}

/** The last such place. */
export function findLast(segment: Segment, points: Int32Array, from: number, end: number): number {
  return segment.points.length === 0 ? end : find(segment, points, { from, end, last: true });
}

interface Search {
  readonly from: number;
  readonly end: number;
  /** Whether the last place is wanted, not the first. */
  readonly last: boolean;
}

function find(segment: Segment, points: Int32Array, search: Search): number {
  if (segment.fallbacks !== undefined) return findLiteral(segment, points, search);
  if (segment.points.length > longestTried) return findByBits(segment.points, points, search);
  const { from, end, last } = search;
  const latest = end - segment.points.length;
  for (let at = last ? latest : from; at >= from && at <= latest; at += last ? -1 : 1) {
    if (matchesAt(segment, points, at, end)) return at;
  }
  return -1;
}

/** Up to this length a segment with wildcards is tried at each place. */
const longestTried = 64;

/** Shift-and: a bit for each prefix that ends here; 32 of them move on at a time. */
function findByBits(wanted: readonly number[], points: Int32Array, { from, end, last }: Search): number {
  const masks = bitMasks(wanted);
  const other = masks.get(anyCharacter) as Int32Array;
  const state = new Int32Array(other.length);
  const final = wanted.length - 1;
  let found = -1;
  for (let at = from; at < end; at++) {
    const mask = masks.get(points[at] as number) ?? other;
    let carry = 1;
    for (let word = 0; word < state.length; word++) {
      const bits = state[word] as number;
      state[word] = ((bits << 1) | carry) & (mask[word] as number);
      carry = bits >>> 31;
    }
    if (((state[final >> 5] as number) & (1 << (final & 31))) === 0) continue;
    found = at - final;
    if (!last) return found;
  }
  return found;
}

/** For each character of a segment, and for all others under `anyCharacter`, the places it can stand at. */
function bitMasks(wanted: readonly number[]): Map<number, Int32Array> {
  const other = new Int32Array((wanted.length + 31) >> 5);
  wanted.forEach((point, at) => {
    if (point === anyCharacter) setBit(other, at);
  });
  const masks = new Map([[anyCharacter, other]]);
  wanted.forEach((point, at) => {
    let mask = masks.get(point);
    if (mask === undefined) {
      mask = other.slice();
      masks.set(point, mask);
    }
    setBit(mask, at);
  });
  return masks;
}

function setBit(bits: Int32Array, at: number): void {
  bits[at >> 5] = (bits[at >> 5] as number) | (1 << (at & 31));
}

/** Knuth, Morris and Pratt: each character of the value is looked at once. */
function findLiteral(
  { points: wanted, fallbacks = new Int32Array() }: Segment,
  points: Int32Array,
  { from, end, last }: Search,
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
