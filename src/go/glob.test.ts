import { expect, test } from "vitest";
import { matchGlob } from "./glob.ts";

test.each([
  ["abc", "abc", true],
  ["*", "abc", true],
  ["*", "a/b", false],
  ["*c", "abc", true],
  ["a*/b", "a/c/b", false],
  ["a?c", "abc", true],
  ["a?c", "a/c", false],
  ["[a-c]x", "bx", true],
  ["[^a-c]x", "bx", false],
  ["a\\*", "a*", true],
  ["*.*.", "a.b.", true],
  ["", "", true],
  ["a", "ab", false],
])("%s on %s", (pattern, name, matches) => {
  expect(matchGlob(pattern, name)).toBe(matches);
});

test.each(["[", "[]", "[a", "[]a]", "[-a]", "[a-]", "\\", "[a\\", "[^", "[\udcff]"])("%s is malformed", (pattern) => {
  expect(() => matchGlob(pattern, ".")).toThrow("syntax error in pattern");
});

test("a mistake behind a part that does not match is not seen", () => {
  expect(matchGlob("x*[", ".")).toBe(false);
});
