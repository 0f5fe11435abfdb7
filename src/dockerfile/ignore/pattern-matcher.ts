import { matchGlob } from "../../go/glob.ts";
import { GoError } from "../../go/go-error.ts";
import { clean, dir } from "../../go/path.ts";
import { trimSpace } from "../../go/space.ts";
import { IgnorePattern } from "./ignore-pattern.ts";
import { loneExclamation } from "./messages.ts";

/** The patterns of an ignore file, ready to be asked about paths. */
export interface PatternMatcher {
  readonly patterns: readonly IgnorePattern[];
  /** Whether any pattern is an exception (`!`). */
  readonly hasExceptions: boolean;
}

/**
 * The matcher of a list of patterns; throws a GoError for a malformed one (`syntax error in pattern`) and for a lone
 * `!`. @mirrors github.com/moby/patternmatcher New
 */
export function createPatternMatcher(texts: readonly string[]): PatternMatcher {
  const patterns = texts
    .map(trimSpace)
    .filter((text) => text !== "")
    .map(readPattern);
  return { patterns, hasExceptions: patterns.some((pattern) => pattern.isException) };
}

/**
 * Whether the last pattern that speaks of a path, or of a folder above it, excludes it; paths have `/`. Throws a GoError
 * where a pattern is one that only matching shows to be malformed.
 * @mirrors github.com/moby/patternmatcher PatternMatcher.MatchesOrParentMatches
 */
export function matchesPathOrParent(matcher: PatternMatcher, path: string): boolean {
  const ends = folderEnds(path);
  let excluded = false;
  for (const pattern of matcher.patterns) {
    // Only a pattern that would change the answer is asked.
    if (pattern.isException === excluded && pattern.matchesAny(path, ends)) excluded = !pattern.isException;
  }
  return excluded;
}

function readPattern(text: string): IgnorePattern {
  const pattern = clean(text);
  const isException = pattern.startsWith("!");
  if (pattern === "!") throw new GoError(loneExclamation);
  const path = isException ? pattern.slice(1) : pattern;
  // Only for its error: what matches is decided by our own reading of the pattern.
  matchGlob(path, ".");
  return new IgnorePattern(path, isException);
}

/** The lengths of the path's prefixes that are folders, and the whole path's; an absolute path's root is "" and "/". */
function folderEnds(path: string): readonly number[] {
  const ends: number[] = [];
  const folder = dir(path);
  if (folder === "/") ends.push(0, 1);
  else if (folder !== ".") {
    for (let at = folder.indexOf("/"); at >= 0; at = folder.indexOf("/", at + 1)) ends.push(at);
    ends.push(folder.length);
  }
  if (ends.at(-1) !== path.length) ends.push(path.length);
  return ends;
}
