import { encodeUtf8 } from "../text/utf8.ts";

/** Negative, 0 or positive as `left` sorts before, with or after `right` by their UTF-8 bytes. @mirrors strings Compare */
export function compareCodePoints(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let at = 0; at < shorter; at++) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a === b) continue;
    if (!isSurrogate(a) && !isSurrogate(b)) return a - b;
    // UTF-16 sorts pairs before U+E000 and has units for single bytes: from here on the bytes decide.
    const from = at > 0 && isSurrogate(left.charCodeAt(at - 1)) ? at - 1 : at;
    return compareBytes(encodeUtf8(left.slice(from)), encodeUtf8(right.slice(from)));
  }
  return left.length - right.length;
}

/** A sorted copy of a list of strings, in the order of their UTF-8 bytes. @mirrors sort Strings */
export function sortedStrings(list: Iterable<string>): string[] {
  return [...list].sort(compareCodePoints);
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const shorter = Math.min(left.length, right.length);
  for (let at = 0; at < shorter; at++) {
    const difference = (left[at] as number) - (right[at] as number);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
