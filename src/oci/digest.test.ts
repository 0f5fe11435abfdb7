import { expect, test } from "vitest";
import { parseDigest } from "./digest.ts";

test.each([
  ["sha256", 64],
  ["sha384", 96],
  ["sha512", 128],
])("%s has %i digits", (algorithm, length) => {
  const digest = `${algorithm}:${"a".repeat(length)}`;
  expect(parseDigest(digest)).toBe(digest);
  expect(() => parseDigest(`${digest}a`)).toThrow("invalid checksum digest length");
  expect(() => parseDigest(`${algorithm}:${"A".repeat(length)}`)).toThrow("invalid checksum digest format");
});

test.each([
  ["", "invalid checksum digest format"],
  ["sha256", "invalid checksum digest format"],
  ["sha256:", "invalid checksum digest format"],
  [":abc", "invalid checksum digest format"],
  ["md5:abc", "unsupported digest algorithm"],
  ["a+b.c:A_=-", "unsupported digest algorithm"],
  ["MD5:abc", "invalid checksum digest format"],
])("%j is refused", (text, message) => {
  expect(() => parseDigest(text)).toThrow(message);
});
