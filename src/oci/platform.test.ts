import { describe, expect, test } from "vitest";
import { formatPlatform, formatPlatformFully, normalizePlatform, parsePlatform, platform } from "./platform.ts";

const host = platform("linux", "amd64");

describe("platforms", () => {
  test.each([
    ["linux", "linux/amd64", "linux/amd64"],
    ["arm64", "linux/arm64", "linux/arm64"],
    ["armhf", "linux/arm", "linux/arm/v7"],
    ["armel", "linux/arm/v6", "linux/arm/v6"],
    ["linux/arm", "linux/arm", "linux/arm/v7"],
    ["Linux/AArch64", "linux/arm64", "linux/arm64"],
    ["linux/arm64/v8", "linux/arm64/v8", "linux/arm64"],
    ["linux/arm64/9", "linux/arm64/v9", "linux/arm64/v9"],
    ["linux/arm/7", "linux/arm/v7", "linux/arm/v7"],
    ["linux/amd64/v1", "linux/amd64", "linux/amd64"],
    ["linux/amd64/v2", "linux/amd64/v2", "linux/amd64/v2"],
    ["macos/x86_64", "darwin/amd64", "darwin/amd64"],
    ["windows(10.0.17763+win32k+a)/amd64", "windows(10.0.17763+a+win32k)/amd64", "windows(10.0.17763+a+win32k)/amd64"],
    ["windows(1%2F2)/amd64", "windows(1%2F2)/amd64", "windows(1%2F2)/amd64"],
    ["plan9/unknown", "plan9/unknown", "plan9/unknown"],
  ])("%s", (text, formatted, normalized) => {
    const parsed = parsePlatform(text, host);
    expect(formatPlatformFully(parsed)).toBe(formatted);
    expect(formatPlatformFully(normalizePlatform(parsed, host))).toBe(normalized);
  });

  test("a lone operating system has the host's architecture", () => {
    const arm = platform("linux", "arm", "v6");
    expect(formatPlatform(parsePlatform("windows", arm))).toBe("windows/arm/v6");
    expect(formatPlatform(parsePlatform("linux", { ...arm, variant: "v7" }))).toBe("linux/arm");
  });

  test.each([
    ["linux/*", '"linux/*": wildcards not yet supported: invalid argument'],
    ["foo", '"foo": unknown operating system or architecture: invalid argument'],
    ["linux/a/b/c", '"linux/a/b/c": cannot parse platform specifier: invalid argument'],
    [
      "linux/a b",
      '"a b" is an invalid component of "linux/a b": platform specifier component must match "^[A-Za-z0-9_.-]+$": invalid argument',
    ],
    ["linux(%zz)", '"linux(%zz)" has an invalid OS version "%zz": invalid URL escape "%zz"'],
    ["linux(+%z)", '"linux(+%z)" has invalid OS features: invalid os feature "%z": invalid URL escape "%z"'],
    ["", '"" is an invalid OS component of "": OSAndVersion specifier component must match '],
  ])("%j is refused", (text, message) => {
    expect(() => parsePlatform(text, host)).toThrow(message);
  });
});

test("no operating system is unknown", () => {
  expect(formatPlatform(platform("", "amd64"))).toBe("unknown");
  expect(formatPlatformFully(platform("", "amd64"))).toBe("unknown");
});
