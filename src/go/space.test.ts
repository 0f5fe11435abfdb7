import { expect, test } from "vitest";
import { fields, isSpace, trimSpace, trimSpaceLeft, trimSpaceRight } from "./space.ts";

test("the space characters are Go's: U+0085 is one, U+FEFF and U+180E are none", () => {
  const spaces: number[] = [];
  for (let unit = 0; unit < 0x10000; unit++) if (isSpace(unit)) spaces.push(unit);
  const wide = [0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a];
  expect(spaces).toEqual([9, 10, 11, 12, 13, 32, 0x85, 0xa0, 0x1680, ...wide, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000]);
});

test("trimming", () => {
  expect(trimSpace(" \t a b \u0085\u3000")).toBe("a b");
  expect(trimSpace(" \n ")).toBe("");
  expect(trimSpace("\ufeffa")).toBe("\ufeffa");
  expect(trimSpace("\udc85a\udca0")).toBe("\udc85a\udca0");
  expect(trimSpaceLeft(" a ")).toBe("a ");
  expect(trimSpaceRight(" a ")).toBe(" a");
});

test("fields", () => {
  expect(fields(" a\t\tb\u2003c ")).toEqual(["a", "b", "c"]);
  expect(fields(" \n")).toEqual([]);
  expect(fields("x")).toEqual(["x"]);
});
