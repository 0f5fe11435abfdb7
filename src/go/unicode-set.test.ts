import { expect, test } from "vitest";
import { isInCategory } from "./unicode-category.ts";
import { isDigit, isLetter, isPrintable } from "./unicode-set.ts";

test("letters", () => {
  expect([..."azAZéßñΩя日ꙮ𐐀ªº"].every((letter) => isLetter(letter.codePointAt(0) as number))).toBe(true);
  expect([..."09_-@[`{\u00d7\u00f7😀\u0300"].some((other) => isLetter(other.codePointAt(0) as number))).toBe(false);
});

test("digits are decimal digits of any script", () => {
  expect([..."09٣०𝟘"].every((digit) => isDigit(digit.codePointAt(0) as number))).toBe(true);
  expect([..."a½Ⅷ²"].some((other) => isDigit(other.codePointAt(0) as number))).toBe(false);
});

test("of spaces only the ASCII one is printable", () => {
  expect([0x20, 0x7e, 0xa1, 0x300, 0x1f600, 0xfffd].every(isPrintable)).toBe(true);
  expect([0x1f, 0x7f, 0x85, 0xa0, 0xad, 0x200b, 0x2028, 0xd800, 0xe000, 0xfeff, 0x10ffff].some(isPrintable)).toBe(
    false,
  );
});

test("categories of one letter", () => {
  expect(isInCategory(0x61, "L")).toBe(true);
  expect(isInCategory(0x61, "n")).toBe(false);
  expect(isInCategory(0x61, "x")).toBeUndefined();
});
