import { expect, test } from "vitest";
import { cut, splitN, trim, trimLeft, trimPrefix, trimRight, trimSuffix } from "./trim.ts";

test("cutsets", () => {
  expect(trim("--a-b--", "-")).toBe("a-b");
  expect(trimLeft("\t x", " \t")).toBe("x");
  expect(trimRight("a/.", "./")).toBe("a");
});

test("prefixes and suffixes are taken once", () => {
  expect(trimPrefix("!!a", "!")).toBe("!a");
  expect(trimSuffix("x.git.git", ".git")).toBe("x.git");
  expect(trimSuffix("x", "")).toBe("x");
});

test("cut", () => {
  expect(cut("a=b=c", "=")).toEqual(["a", "b=c", true]);
  expect(cut("a", "=")).toEqual(["a", "", false]);
});

test("splitN", () => {
  expect(splitN("a/b/c/d/e", "/", 4)).toEqual(["a", "b", "c", "d/e"]);
  expect(splitN("a", "/", 4)).toEqual(["a"]);
  expect(splitN("", "/", 2)).toEqual([""]);
});
