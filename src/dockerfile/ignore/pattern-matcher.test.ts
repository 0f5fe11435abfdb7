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
    ["\\Q*|{2}", "[^/]*|{2}$x", true],
    ["*.{js,ts}", "a.js", false],
    ["*.{js,ts}", "a.{js,ts}", true],
    ["*a|b", "xa-", true],
    ["*a|b", "xb", true],
    ["*a|b", "ab-", true],
    ["*a|bc", "xb", false],
    ["*a||b", "x", true],
    ["*x|\\Qa", "-a$", true],
    ["*a{2}", "xaa", true],
    ["*a{2}", "xa{2}", false],
    ["?{2}", "ab", true],
    ["[ab]{2,}", "abba", true],
    ["[ab]{2,}", "a", false],
    ["*b{0,1}a", "xa", true],
    ["*a{0}", "x", true],
    ["^{2}a*", "ab", true],
    ["a{2}b*", "aab", true],
    ["a{02}*", "a{02}", true],
    ["a{2,1*", "a{2,1x", true],
  ])("%s on %s", (pattern, path, wanted) => {
    expect(excludes([pattern], path)).toBe(wanted);
  });

  test.each(["\\e*", "[[:foo:]]", "[b-a]", "\\px", "[\\b]", "\\E", "*{2}", "?a{2}{2}", "*|{2}", "?{1001}", "?{3,2}"])(
    "%s is malformed when it is asked",
    (pattern) => {
      const matcher = createPatternMatcher([pattern]);
      expect(() => matchesPathOrParent(matcher, "a")).toThrow("syntax error in pattern");
    },
  );
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

const longA = "a".repeat(100);

test.each([
  [`*b${longA}`, `ab${longA}`, true],
  [`*b${longA}`, `ab${longA}a`, false],
  [`*b${longA}a*c`, `bb${longA}aac`, true],
  [`${"?".repeat(70)}`, longA, false],
  [`${"?".repeat(100)}`, longA, true],
  [`${"a*".repeat(99)}b`, longA, false],
  [`${"a*".repeat(99)}a`, longA, true],
  ["a{100}b{0,70}*", longA, true],
  ["a{99}b{0,70}?", longA, true],
  ["a{98}b{0,70}?", longA, false],
  [`x*|${longA}b|a{40}`, longA, true],
  [`x*|${longA}b|${longA}c`, longA, false],
  [`a${"**/".repeat(70)}b*`, `ab`, true],
  [`a${"**/".repeat(70)}b*`, `a${"x/".repeat(90)}b`, true],
])("places beyond the bits of a word: %s", (pattern, path, wanted) => {
  expect(excludes([pattern], path)).toBe(wanted);
});

test("no pattern takes more than one pass over the path", () => {
  const path = `${"a".repeat(30_000)}/${"a".repeat(30_000)}`;
  const start = Date.now();
  expect(excludes([`${"*a".repeat(12)}b`, `${"**/".repeat(12)}b`, `**a${"?*".repeat(12)}b`], path)).toBe(false);
  expect(Date.now() - start).toBeLessThan(5_000);
});
