import { describe, expect, test } from "vitest";
import { formatDuration, parseDuration } from "./duration.ts";

describe("durations", () => {
  test.each([
    ["0", 0n, "0s"],
    ["-0", 0n, "0s"],
    ["5s", 5_000_000_000n, "5s"],
    ["1h15m30.918s", 4_530_918_000_000n, "1h15m30.918s"],
    ["-1.5h", -5_400_000_000_000n, "-1h30m0s"],
    ["100us", 100_000n, "100µs"],
    ["1µs2μs", 3_000n, "3µs"],
    ["1.0005ms", 1_000_500n, "1.0005ms"],
    ["7ns", 7n, "7ns"],
    [".5m", 30_000_000_000n, "30s"],
    ["2562047h47m16.854775807s", 9223372036854775807n, "2562047h47m16.854775807s"],
    ["-9223372036854775808ns", -9223372036854775808n, "-2562047h47m16.854775808s"],
    ["0.3333333333333333333h", 1_200_000_000_000n, "20m0s"],
  ])("%s", (text, nanoseconds, formatted) => {
    expect(parseDuration(text)).toBe(nanoseconds);
    expect(formatDuration(nanoseconds)).toBe(formatted);
  });

  test.each([
    ["", 'time: invalid duration ""'],
    ["-", 'time: invalid duration "-"'],
    ["s", 'time: invalid duration "s"'],
    [".s", 'time: invalid duration ".s"'],
    ["10", 'time: missing unit in duration "10"'],
    ["1d", 'time: unknown unit "d" in duration "1d"'],
    ["1日", 'time: unknown unit "\\xe6\\x97\\xa5" in duration "1\\xe6\\x97\\xa5"'],
    ['1"', 'time: unknown unit "\\"" in duration "1\\""'],
    ["9223372036854775808ns", 'time: invalid duration "9223372036854775808ns"'],
    ["3000000h", 'time: invalid duration "3000000h"'],
  ])("%j is refused", (text, message) => {
    expect(() => parseDuration(text)).toThrow(message);
  });
});
