import { describe, expect, test } from "vitest";
import { isGitTransport, parseGitUrl, UnknownProtocolError } from "./git-url.ts";

describe("git URLs", () => {
  test("a URL with everything", () => {
    expect(parseGitUrl("HTTPS://u:p@h.com:80/a/b.git?tag=v1&x=y#main:/d/../e/")).toEqual({
      scheme: "https",
      user: { username: "u", password: "p" },
      host: "h.com:80",
      path: "/a/b.git",
      query: new Map([
        ["tag", ["v1"]],
        ["x", ["y"]],
      ]),
      options: { ref: "main", subdir: "e" },
      remote: "https://u:p@h.com:80/a/b.git",
    });
  });

  test("the form of scp", () => {
    expect(parseGitUrl("git@h.com:a/b.git?ref=x#v1:d")).toEqual({
      scheme: "ssh",
      user: { username: "git", password: undefined },
      host: "h.com",
      path: "a/b.git",
      query: new Map([["ref", ["x"]]]),
      options: { ref: "v1", subdir: "d" },
      remote: "git@h.com:a/b.git",
    });
  });

  test("without fragment there are no options, and an empty query keeps its mark", () => {
    expect(parseGitUrl("https://h/a.git").options).toBeUndefined();
    expect(parseGitUrl("https://h/a.git?").remote).toBe("https://h/a.git?");
  });
});

test.each([
  ["file:///a", "file: invalid protocol"],
  ["FTP://h/a", "ftp: invalid protocol"],
  ["https://h:x/a", 'parse "https://h:x/a": invalid port ":x" after host'],
])("%s is refused", (text, message) => {
  expect(() => parseGitUrl(text)).toThrow(message);
});

test.each(["", "a/b", "h.com:a", "git@h.com/a", "git@h:a?x;y", "git@h:a\nb"])("%j has no protocol", (text) => {
  expect(() => parseGitUrl(text)).toThrow(UnknownProtocolError);
});

test("what git is spoken over", () => {
  expect(["git://h/a", "ssh://h/a", "http://h", "git@h:a"].map(isGitTransport)).toEqual([true, true, true, true]);
  expect(["file:///a", "a/b", "", "h:a"].map(isGitTransport)).toEqual([false, false, false, false]);
});
