import { isByteSurrogate } from "../text/utf8.ts";
import { GoError } from "./go-error.ts";
import { badPattern } from "./messages.ts";

/**
 * Whether a file name pattern matches a whole name of ASCII characters. Throws a GoError for an open or empty class, a
 * range without end, an escape without character and an invalid byte in a class, but, as Go, only where it comes that
 * far: `x*[` is malformed only for names that start with x. @mirrors path/filepath Match
 */
export function matchGlob(pattern: string, name: string): boolean {
  let rest = pattern;
  let left = name;
  while (rest !== "") {
    const stars = starsEnd(rest);
    const end = chunkEnd(rest, stars);
    const chunk = rest.slice(stars, end);
    rest = rest.slice(end);
    if (stars > 0 && chunk === "") return !left.includes("/");
    const after = afterChunk(chunk, left, stars > 0, rest === "");
    if (after === undefined) return false;
    left = after;
  }
  return left === "";
}

/** What is left of the name behind the chunk, which may stand further on after a star; the last one must end it. */
function afterChunk(chunk: string, name: string, isAfterStar: boolean, isLast: boolean): string | undefined {
  for (let skipped = 0; ; skipped++) {
    const left = matchChunk(chunk, name.slice(skipped));
    if (left !== undefined && (!isLast || left === "")) return left;
    if (!isAfterStar || skipped === name.length || name.charAt(skipped) === "/") return undefined;
  }
}

function starsEnd(pattern: string): number {
  let at = 0;
  while (pattern.charAt(at) === "*") at++;
  return at;
}

/** The end of what stands before the next star outside a class. */
function chunkEnd(pattern: string, from: number): number {
  let inClass = false;
  let at = from;
  for (; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === "\\") at++;
    else if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
    else if (character === "*" && !inClass) return at;
  }
  return pattern.length;
}

/** What is left of the name behind a chunk at its start, or undefined; the whole chunk is checked in any case. */
function matchChunk(chunk: string, name: string): string | undefined {
  let left: string | undefined = name;
  let at = 0;
  while (at < chunk.length) {
    const first: number = left === undefined || left === "" ? -1 : left.charCodeAt(0);
    let matches = first >= 0;
    if (chunk.charAt(at) === "[") {
      const parsed = matchClass(chunk, at + 1, first);
      matches &&= parsed.matches;
      at = parsed.end;
    } else if (chunk.charAt(at) === "?") {
      matches &&= first !== 0x2f;
      at++;
    } else {
      if (chunk.charAt(at) === "\\") at++;
      if (at === chunk.length) throw new GoError(badPattern);
      matches &&= chunk.charCodeAt(at) === first;
      at++;
    }
    left = matches ? (left as string).slice(1) : undefined;
  }
  return left;
}

function matchClass(chunk: string, from: number, rune: number): { matches: boolean; end: number } {
  const isNegated = chunk.charAt(from) === "^";
  let at = isNegated ? from + 1 : from;
  let isInside = false;
  for (let ranges = 0; ranges === 0 || chunk.charAt(at) !== "]"; ranges++) {
    const low = classRune(chunk, at);
    const high = chunk.charAt(low.end) === "-" ? classRune(chunk, low.end + 1) : low;
    isInside ||= low.rune <= rune && rune <= high.rune;
    at = high.end;
  }
  return { matches: isInside !== isNegated, end: at + 1 };
}

/** After a class character there must be more: at least the closing bracket. */
function classRune(chunk: string, from: number): { rune: number; end: number } {
  const first = chunk.charAt(from);
  if (first === "" || first === "-" || first === "]") throw new GoError(badPattern);
  const at = first === "\\" ? from + 1 : from;
  const rune = chunk.codePointAt(at);
  if (rune === undefined || isByteSurrogate(rune)) throw new GoError(badPattern);
  const end = at + (rune > 0xffff ? 2 : 1);
  if (end >= chunk.length) throw new GoError(badPattern);
  return { rune, end };
}
