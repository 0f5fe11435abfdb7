import { describe, expect, test } from "vitest";
import { base, clean, dir, ext, isAbs, join, split } from "./path.ts";

describe("clean", () => {
  test.each([
    ["", "."],
    ["/", "/"],
    ["//", "/"],
    ["a//b/./c/", "a/b/c"],
    ["a/../..", ".."],
    ["../../a/..", "../.."],
    ["/../../a", "/a"],
    ["/..", "/"],
    ["a/..", "."],
    ["./a", "a"],
    ["...", "..."],
    ["a/...", "a/..."],
    [".a/..b", ".a/..b"],
    ["\\a\\..", "\\a\\.."],
    ["é/日/../x", "é/x"],
  ])("%j is %j", (path, cleaned) => {
    expect(clean(path)).toBe(cleaned);
    expect(clean(cleaned)).toBe(cleaned);
  });
});

test("join drops empty elements", () => {
  expect(join("/w", "", "a/../b")).toBe("/w/b");
  expect(join("", "")).toBe("");
  expect(join("a", "/b")).toBe("a/b");
});

test("the parts of a path", () => {
  expect([base(""), base("///"), base("/a/b/"), base("a")]).toEqual([".", "/", "b", "a"]);
  expect([dir(""), dir("/a"), dir("a/b/"), dir("a")]).toEqual([".", "/", "a/b", "."]);
  expect([ext("a/b.tar.gz"), ext("a.b/c"), ext(".x")]).toEqual([".gz", "", ".x"]);
  expect(split("a/b")).toEqual(["a/", "b"]);
  expect([isAbs("/a"), isAbs("a"), isAbs("")]).toEqual([true, false, false]);
});
