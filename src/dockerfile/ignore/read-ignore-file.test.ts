import { expect, test } from "vitest";
import { readIgnoreFile } from "./read-ignore-file.ts";

test.each([
  ["", []],
  ["a\nb", ["a", "b"]],
  ["a\r\n\r\nb\r\n", ["a", "b"]],
  ["# x\n #y\n\ta # z \n", ["#y", "a # z"]],
  ["\ufeffa\n\ufeffb", ["a", "\ufeffb"]],
  ["/a\n//b//c/\n/\n./d/../e", ["a", "b/c", "/", "e"]],
  ["!/a\n! b \n!", ["!a", "!b", "!"]],
  ["a\u00a0\n\u0085b", ["a", "b"]],
])("%j", (text, patterns) => {
  expect(readIgnoreFile(text)).toEqual(patterns);
});

test("a line of 64 KiB is too long, one byte less is not", () => {
  expect(readIgnoreFile(`${"a".repeat(65_535)}\nb`)).toHaveLength(2);
  expect(() => readIgnoreFile(`b\n${"a".repeat(65_536)}`)).toThrow("bufio.Scanner: token too long");
  expect(() => readIgnoreFile("é".repeat(32_768))).toThrow("bufio.Scanner: token too long");
});
