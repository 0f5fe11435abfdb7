import { describe, expect, test } from "vitest";
import {
  defaultPathEnv,
  fromSlash,
  isAbsOn,
  normalizePath,
  normalizeWorkdir,
  toSlash,
  withoutDrive,
} from "./system-path.ts";

test("separators", () => {
  expect([toSlash("a\\b", "windows"), toSlash("a\\b", "linux")]).toEqual(["a/b", "a\\b"]);
  expect([fromSlash("a/b", "windows"), fromSlash("a/b", "")]).toEqual(["a\\b", "a/b"]);
});

describe("drives", () => {
  test.each([
    ["C:\\a\\..\\b", false, "/b"],
    ["c:ab\\", true, "ab/"],
    // One byte alone keeps no slash.
    ["c:a\\", true, "a"],
    ["c:é\\", true, "é/"],
    ["a/b/", true, "a/b/"],
    ["/", true, "/"],
    ["", false, "."],
  ])("%s", (path, keepSlash, wanted) => {
    expect(withoutDrive(path, "windows", keepSlash)).toBe(wanted);
  });

  test.each([
    ["C:", 'No relative path specified in "C:"'],
    ["D:\\a", "The specified path is not on the system drive (C:)"],
    ["\\\\srv\\a", "UNC paths are not supported"],
  ])("%s is refused", (path, message) => {
    expect(() => withoutDrive(path, "windows", false)).toThrow(message);
    expect(withoutDrive(path, "linux", false)).toBe(path);
  });
});

test("absolute paths", () => {
  expect(isAbsOn("C:\\a", "windows")).toBe(true);
  expect(isAbsOn("C:a", "windows")).toBe(false);
  expect(isAbsOn("D:\\a", "windows")).toBe(false);
  expect(isAbsOn("C:\\a", "")).toBe(false);
});

describe("normalizePath", () => {
  test.each([
    ["/w", "a", "linux", false, "/w/a"],
    ["w", "a/", "linux", true, "/w/a/"],
    ["", "", "", false, "/"],
    ["/w", "/a/../b/.", "linux", true, "/a/../b/./."],
    ["/w", "a/.", "linux", true, "/w/a/."],
    ["C:\\w", "x\\y", "windows", false, "/w/x/y"],
    ["C:\\w", "C:\\", "windows", true, "/"],
  ])("%j %j on %s", (parent, path, os, keepSlash, wanted) => {
    expect(normalizePath(parent, path, os, keepSlash)).toBe(wanted);
  });
});

test("a working directory has the system's separators, and its errors a context", () => {
  expect(normalizeWorkdir("C:\\w", "a", "windows")).toBe("\\w\\a");
  expect(() => normalizeWorkdir("/", "D:\\", "windows")).toThrow(
    "normalizing working directory: removing drive letter: The specified path is not on the system drive (C:)",
  );
});

test("PATH", () => {
  expect(defaultPathEnv("linux")).toMatch(/^\/usr\/local\/sbin:/);
  expect(defaultPathEnv("windows")).toMatch(/^c:\\Windows\\System32;/);
});
