import { isByteSurrogate } from "../text/utf8.ts";
import { GoError } from "./go-error.ts";
import { badPattern } from "./messages.ts";

/**
 * Checks a file name pattern: throws a GoError for an open or empty class, a range without end, an escape without
 * character and an invalid byte in a class. @mirrors path/filepath Match, its error alone
 */
export function checkGlob(pattern: string): void {
  let at = 0;
  while (at < pattern.length) {
    const character = pattern.charAt(at++);
    if (character === "\\") {
      if (at === pattern.length) throw new GoError(badPattern);
      at++;
    } else if (character === "[") at = classEnd(pattern, at);
  }
}

function classEnd(pattern: string, from: number): number {
  let at = pattern.charAt(from) === "^" ? from + 1 : from;
  for (let ranges = 0; ranges === 0 || pattern.charAt(at) !== "]"; ranges++) {
    at = classCharacterEnd(pattern, at);
    if (pattern.charAt(at) === "-") at = classCharacterEnd(pattern, at + 1);
  }
  return at + 1;
}

/** After a class character there must be more: at least the closing bracket. */
function classCharacterEnd(pattern: string, from: number): number {
  const first = pattern.charAt(from);
  if (first === "" || first === "-" || first === "]") throw new GoError(badPattern);
  const at = first === "\\" ? from + 1 : from;
  const rune = pattern.codePointAt(at);
  if (rune === undefined || isByteSurrogate(rune)) throw new GoError(badPattern);
  const end = at + (rune > 0xffff ? 2 : 1);
  if (end >= pattern.length) throw new GoError(badPattern);
  return end;
}
