import { describe, expect, test } from "vitest";
import { formatGitFragment, type GitRef, parseGitRef } from "./git-ref.ts";

const plain: GitRef = {
  remote: "https://h/b.git",
  shortName: "b",
  ref: "",
  checksum: "",
  subdir: "",
  indistinguishableFromLocal: false,
  unencryptedTcp: false,
  keepGitDir: undefined,
  submodules: undefined,
  mtime: "",
  fetchByCommit: false,
};

describe("git sources", () => {
  test.each<[string, Partial<GitRef>]>([
    ["https://h/b.git", {}],
    ["https://h/b.git#v1:d", { ref: "v1", subdir: "d" }],
    ["http://h/b.git", { remote: "http://h/b.git", unencryptedTcp: true }],
    ["git://h/b", { remote: "git://h/b", unencryptedTcp: true }],
    ["ssh://git@h/b", { remote: "ssh://git@h/b" }],
    ["git@h:x/b.git#main", { remote: "git@h:x/b.git", ref: "main" }],
    ["github.com/x/b", { remote: "github.com/x/b", indistinguishableFromLocal: true }],
    ["https://h/b.git?tag=v1", { ref: "refs/tags/v1" }],
    ["https://h/b.git?tag=refs/tags/v1#refs/tags/v1", { ref: "refs/tags/v1" }],
    ["https://h/b.git?branch=main&subdir=d", { ref: "refs/heads/main", subdir: "d" }],
    ["https://h/b.git?ref=x&checksum=abc", { ref: "x", checksum: "abc" }],
    ["https://h/b.git?commit=abc&fetch-by-commit", { checksum: "abc", fetchByCommit: true }],
    ["https://h/b.git?keep-git-dir&submodules=0", { keepGitDir: true, submodules: false }],
    ["https://h/b.git?mtime=commit", { mtime: "commit" }],
  ])("%s", (text, different) => {
    expect(parseGitRef(text)).toEqual({ isGit: true, ref: { ...plain, ...different } });
  });
});

describe("what is no git source, or a wrong one", () => {
  test.each([
    ["./a.git", false, "invalid argument"],
    ["../a.git", false, "invalid argument"],
    ["https://h/a.tgz", false, "invalid argument"],
    ["a/b", false, "unknown protocol"],
    ["file:///a.git", false, "file: invalid protocol"],
    ["github.com/%zz", false, 'parse "github.com/%zz": invalid URL escape "%zz"'],
    ["https://h/a.git?foo=1", true, 'unexpected query "foo"'],
    ["https://h/a.git?ref=1&ref=2", true, 'query "ref" has multiple values'],
    ["https://h/a.git?subdir=", true, 'query "subdir" has no value'],
    ["https://h/a.git?ref=a#b", true, 'ref conflicts: "b" vs "a"'],
    ["https://h/a.git?tag=a#b", true, 'ref conflicts: "b" vs "refs/tags/a"'],
    ["https://h/a.git?subdir=a#b:c", true, 'subdir conflicts: "c" vs "a"'],
    ["https://h/a.git?tag=a&branch=b", true, "branch conflicts with tag"],
    ["https://h/a.git?keep-git-dir=x", true, 'invalid keep-git-dir value: "x"'],
    ["https://h/a.git?mtime=x", true, 'invalid mtime value: "x" (must be "checkout" or "commit")'],
  ])("%s", (text, isGit, message) => {
    const result = parseGitRef(text);
    expect("error" in result && [result.isGit, result.error.message]).toEqual([isGit, message]);
  });
});

test("the form with a fragment", () => {
  expect(formatGitFragment("https://h/b.git?tag=v1&subdir=/d/../e", true)).toBe("https://h/b.git#refs/tags/v1:e");
  expect(formatGitFragment("https://h/b.git?tag=v1&subdir=e", false)).toBe("https://h/b.git#refs/tags/v1");
  expect(formatGitFragment("https://h/b.git#:e", true)).toBe("https://h/b.git#:e");
  expect(formatGitFragment("https://h/b.git", true)).toBe("https://h/b.git");
  expect(formatGitFragment("a/b", true)).toBeUndefined();
});
