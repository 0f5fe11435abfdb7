import { describe, expect, test } from "vitest";
import { applyMode, formatMode } from "./apply-mode.ts";
import { parseMode } from "./chmod-mode.ts";

describe("modes applied to a file", () => {
  test.each([
    ["644", 0o777, 0o644],
    ["u+x", 0o644, 0o744],
    ["go-w", 0o666, 0o644],
    ["a=rX", 0o711, 0o555],
    ["a=rX", 0o600, 0o444],
    ["g=u,o=g", 0o740, 0o777],
    ["o=u-w", 0o700, 0o705],
    ["=", 0o777, 0],
    ["+x", 0o600, 0o711],
    ["u=rwx,go=u-w", 0, 0o755],
    ["o+s", 0o644, 0o644],
    ["u+s", 0o644, 0o644 + 2 ** 23],
    ["4755", 0, 0o755 + 2 ** 23],
    ["-X", 0o755, 0o644],
    ["g-u", 0o774, 0o704],
  ])("%s on %i", (text, before, after) => {
    expect(applyMode(parseMode(text), before)).toBe(after);
  });

  test("X counts for folders", () => {
    expect(applyMode(parseMode("a+X"), 2 ** 31 + 0o600)).toBe(2 ** 31 + 0o711);
  });
});

test.each(["", "u", "x", "u=q", "u+x,", ",u+x", "u+x,,g+x", "17777", "u+x g+x"])("%j is refused", (text) => {
  expect(() => parseMode(text)).toThrow("invalid syntax");
});

test("digits that are not octal are told apart from other mistakes", () => {
  expect(() => parseMode("9")).toThrow('strconv.ParseInt: parsing "9": invalid syntax');
  expect(() => parseMode("0777777")).toThrow('strconv.ParseInt: parsing "0777777": value out of range');
});

test("the steps in print", () => {
  expect(formatMode(parseMode("u=g"))).toBe("set: {\ncmd: 'g' bits 0177777 cmd2: CLR SET UBITS\n}");
  expect(formatMode(parseMode("644"))).toBe("set: {\ncmd: '-' bits 07777\ncmd: '+' bits 00644\n}");
});
