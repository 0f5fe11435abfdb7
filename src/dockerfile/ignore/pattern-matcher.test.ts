import { describe, expect, test } from "vitest";
import { createPatternMatcher, matchesPathOrParent } from "./pattern-matcher.ts";

function excludes(patterns: readonly string[], path: string): boolean {
  return matchesPathOrParent(createPatternMatcher(patterns), path);
}

describe("one pattern", () => {
  test.each([
    ["a", "a", true],
    ["a", "a/b/c", true],
    ["a", "b/a", false],
    ["a/b", "a", false],
    ["*", "a/b", true],
    ["*.md", "x.md", true],
    ["*.md", "d/x.md", false],
    ["**/*.md", "d/e/x.md", true],
    ["**/*.md", "x.md", true],
    ["**", "a/b", true],
    ["a/**", "a", false],
    ["a/**", "a/b/c", true],
    ["a/**/b", "a/b", true],
    ["a/**/b", "a/x/y/b", true],
    ["**/b", "b", true],
    ["**/b", "ab", false],
    ["**b", "ab", true],
    ["a**c", "a/b/c", true],
    ["a?c", "abc", true],
    ["a?c", "a/c", false],
    ["[a-c]x", "bx", true],
    ["[^a-c]x", "dx", true],
    ["[!a]x", "!x", true],
    ["a\\*", "a*", true],
    ["a\\*", "ab", false],
    ["a.b+c(d)|e{f}$", "a.b+c(d)|e{f}$", true],
    ["a.b*", "axb", false],
    ["é?", "é日", true],
    ["?", "\udcff", true],
    ["a", "/a", false],
    ["/a*", "/a/b", true],
  ])("%s on %s", (pattern, path, wanted) => {
    expect(excludes([pattern], path)).toBe(wanted);
  });
});

describe("what of Go's expressions shows through", () => {
  test.each([
    ["x\\d", "x5", true],
    ["x\\D", "x5", false],
    ["\\w*\\b", "ab", true],
    ["a\\x62", "ab", true],
    ["a\\142", "ab", true],
    ["\\Qa*\\E", "a[^/]*", true],
    ["\\pL\\pN", "é5", true],
    ["\\PLx", "5x", true],
    ["[[:alpha:]]*", "ab", true],
    ["[[:^alpha:]]", "5", true],
    ["[\\d\\s]*", "5 x", true],
    ["[*]", "//^]", true],
    ["a^*", "a^b", false],
    ["\\Qab", "ab$c", true],
  ])("%s on %s", (pattern, path, wanted) => {
    expect(excludes([pattern], path)).toBe(wanted);
  });

  test.each(["\\e*", "[[:foo:]]", "[b-a]", "\\px", "[\\b]", "\\E"])("%s is malformed when it is asked", (pattern) => {
    const matcher = createPatternMatcher([pattern]);
    expect(() => matchesPathOrParent(matcher, "a")).toThrow("syntax error in pattern");
  });
});

test("the last pattern that speaks of a path decides", () => {
  const patterns = ["*", "!a", "a/b", "!a/b/c"];
  expect(["x", "a", "a/x", "a/b", "a/b/c"].map((path) => excludes(patterns, path))).toEqual([
    true,
    false,
    false,
    true,
    false,
  ]);
  expect(createPatternMatcher(patterns).hasExceptions).toBe(true);
  expect(excludes(["!a"], "a")).toBe(false);
});

test("patterns are trimmed and cleaned, empty ones dropped", () => {
  const matcher = createPatternMatcher([" ./a/../b/ ", "", "  ", "!c"]);
  expect(matcher.patterns.map(({ text, isException }) => [text, isException])).toEqual([
    ["b", false],
    ["c", true],
  ]);
});

test.each([
  ["!", 'illegal exclusion pattern: "!"'],
  ["[", "syntax error in pattern"],
  ["a\\", "syntax error in pattern"],
])("%s is refused", (pattern, message) => {
  expect(() => createPatternMatcher([pattern])).toThrow(message);
});

test("no pattern takes more than one pass over the path", () => {
  const path = `${"a".repeat(30_000)}/${"a".repeat(30_000)}`;
  const start = Date.now();
  expect(excludes([`${"*a".repeat(12)}b`, `${"**/".repeat(12)}b`, `**a${"?*".repeat(12)}b`], path)).toBe(false);
  expect(Date.now() - start).toBeLessThan(5_000);
});
