import { describe, expect, test } from "vitest";
import {
  familiarName,
  formatFamiliar,
  formatReference,
  parseReference,
  referenceName,
  tagNameOnly,
  withDigest,
  withTag,
} from "./reference.ts";

const hex = "0123456789abcdef".repeat(4);

describe("references", () => {
  test.each([
    ["alpine", "docker.io/library/alpine", "alpine"],
    ["alpine:3.20", "docker.io/library/alpine:3.20", "alpine:3.20"],
    ["index.docker.io/library/alpine", "docker.io/library/alpine", "alpine"],
    ["docker.io/a/b", "docker.io/a/b", "a/b"],
    ["localhost/a", "localhost/a", "localhost/a"],
    ["localhost:5000/a:b", "localhost:5000/a:b", "localhost:5000/a:b"],
    ["UPPER/a", "UPPER/a", "UPPER/a"],
    ["[::1]:5000/a", "[::1]:5000/a", "[::1]:5000/a"],
    ["foo.bar_x/a", "foo.bar_x/a", "foo.bar_x/a"],
    ["a__b/c--d.e", "docker.io/a__b/c--d.e", "a__b/c--d.e"],
    [`a:t@sha256:${hex}`, `docker.io/library/a:t@sha256:${hex}`, `a:t@sha256:${hex}`],
    ["library/a/b", "docker.io/library/a/b", "library/a/b"],
  ])("%s", (text, whole, familiar) => {
    const reference = parseReference(text);
    expect(formatReference(reference)).toBe(whole);
    expect(formatFamiliar(reference)).toBe(familiar);
  });

  test.each([
    ["", "invalid reference format"],
    [hex, `invalid repository name (${hex}), cannot specify 64-byte hexadecimal strings`],
    ["Alpine", "invalid reference format: repository name (library/Alpine) must be lowercase"],
    ["a:", "invalid reference format"],
    [`a:${"t".repeat(129)}`, "invalid reference format"],
    ["a..b", "invalid reference format"],
    ["a@sha256:abc", "invalid reference format"],
    [`a@md5:${"a".repeat(32)}`, "unsupported digest algorithm"],
    [`a@sha256:${"a".repeat(63)}`, "invalid checksum digest length"],
    [`a@SHA256:${hex}`, "invalid reference format: repository name (library/a@SHA256) must be lowercase"],
    [`x/${"a".repeat(254)}`, "repository name must not be more than 255 characters"],
    ["A-/b", "invalid reference format"],
  ])("%j is refused", (text, message) => {
    expect(() => parseReference(text)).toThrow(new RegExp(`^${message.replaceAll(/[()]/g, "\\$&")}$`));
  });
});

test("parts are replaced", () => {
  const reference = parseReference("alpine");
  expect(formatReference(tagNameOnly(reference))).toBe("docker.io/library/alpine:latest");
  const pinned = withDigest(withTag(reference, "3"), `sha256:${hex}`);
  expect(formatReference(pinned)).toBe(`docker.io/library/alpine:3@sha256:${hex}`);
  expect(tagNameOnly(pinned)).toBe(pinned);
  expect([referenceName(pinned), familiarName(pinned)]).toEqual(["docker.io/library/alpine", "alpine"]);
  expect(() => withTag(reference, "-")).toThrow("invalid tag format");
  expect(() => withDigest(reference, "sha256:x")).toThrow("invalid digest format");
});

test.each(["a/", "a-", "a.", "a_", "a", "a__b/"])("a name of millions of %s is read without a stack", (part) => {
  expect(() => parseReference(`${part.repeat(4_000_000)}a`)).toThrow(
    "repository name must not be more than 255 characters",
  );
  expect(() => parseReference(`${part.repeat(4_000_000)}!`)).toThrow("invalid reference format");
  const domain = part.replace(/[/_].*/, ".").repeat(4_000_000);
  expect(parseReference(`${domain}a:5000/b`).path).toBe("b");
});
