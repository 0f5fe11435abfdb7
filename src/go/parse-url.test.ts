import { describe, expect, test } from "vitest";
import { escapeUrl, unescapeUrl } from "./escape-url.ts";
import { formatUrl, parseQuery, parseUrl } from "./parse-url.ts";

test("the parts of a URL", () => {
  expect(parseUrl("HTTPS://u:p%40@h.com:80/a%2fb/%C3%A9?x=1#f%20g")).toEqual({
    scheme: "https",
    opaque: "",
    user: { username: "u", password: "p@" },
    host: "h.com:80",
    path: "/a/b/é",
    rawPath: "/a%2fb/%C3%A9",
    rawQuery: "x=1",
    fragment: "f g",
    forceQuery: false,
    omitHost: false,
  });
});

describe("a URL is written as it was read", () => {
  test.each([
    "https://h/a",
    "https://u:p@h:80/a%2Fb?x=1",
    "https://h/a?",
    "mailto:a@b",
    "/a/b",
    "a/b:c",
    "http://[::1]:80/",
    "file:/a",
    "*",
  ])("%s", (text) => {
    expect(formatUrl(parseUrl(text))).toBe(text);
  });

  test("but for what needs escapes", () => {
    expect(formatUrl(parseUrl("https://h/a b"))).toBe("https://h/a%20b");
    expect(formatUrl(parseUrl("./a:b"))).toBe("./a:b");
  });
});

describe("errors", () => {
  test.each([
    [":a", 'parse ":a": missing protocol scheme'],
    ["a:b/c", undefined],
    ["1a:b", 'parse "1a:b": first path segment in URL cannot contain colon'],
    ["http://a b/", 'parse "http://a b/": invalid character " " in host name'],
    ["http://h/%zz", 'parse "http://h/%zz": invalid URL escape "%zz"'],
    ["http://h:x/", 'parse "http://h:x/": invalid port ":x" after host'],
    ["http://[::1", "parse \"http://[::1\": missing ']' in host"],
    ["http://[1.2.3.4]/", 'parse "http://[1.2.3.4]/": invalid IP-literal'],
    ["http://u[@h/", 'parse "http://u[@h/": net/url: invalid userinfo'],
    ["a\x7f", 'parse "a\\x7f": net/url: invalid control character in URL'],
    ["a#%", 'parse "a#%": invalid URL escape "%"'],
  ])("%j", (text, message) => {
    if (message === undefined) expect(parseUrl(text).opaque).toBe("b/c");
    else expect(() => parseUrl(text)).toThrow(message);
  });
});

test("queries", () => {
  const { values, error } = parseQuery("a=1&b=x+y&a=%32&&c&%zz=1");
  expect([...values]).toEqual([
    ["a", ["1", "2"]],
    ["b", ["x y"]],
    ["c", [""]],
  ]);
  expect(error).toBe('invalid URL escape "%zz"');
  expect(parseQuery("a;b").error).toBe("invalid semicolon separator in query");
});

test("escapes by part", () => {
  expect(escapeUrl("a b/é?", "path")).toBe("a%20b/%C3%A9%3F");
  expect(escapeUrl("a b/", "query")).toBe("a+b%2F");
  expect(unescapeUrl("a+b%C3%A9%ff", "query")).toBe("a bé\udcff");
  expect(unescapeUrl("a+b", "path")).toBe("a+b");
});
