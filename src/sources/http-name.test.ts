import { expect, test } from "vitest";
import { httpFileName } from "./http-name.ts";

test.each([
  ["https://e.com/a/b.tar.gz?x=1#f", "b.tar.gz"],
  ["https://e.com/a%20b", "a b"],
  ["https://e.com/a/", "a"],
  ["https://e.com", "__unnamed__"],
  ["https://e.com/", "__unnamed__"],
  ["https://e.com/%zz", "__unnamed__"],
])("%s", (url, name) => {
  expect(httpFileName(url)).toBe(name);
});
