import { describe, expect, test } from "vitest";
import { checkJsonTime, formatUnixTime, normalizeRfc3339 } from "./rfc3339.ts";

test.each([
  [0n, "1970-01-01T00:00:00Z"],
  [951782399n, "2000-02-28T23:59:59Z"],
  [951782400n, "2000-02-29T00:00:00Z"],
  [1704067200n, "2024-01-01T00:00:00Z"],
  [-1n, "1969-12-31T23:59:59Z"],
  [253402300799n, "9999-12-31T23:59:59Z"],
  [-62167219200n, "0000-01-01T00:00:00Z"],
])("%s", (seconds, text) => {
  expect(formatUnixTime(seconds)).toBe(text);
});

test.each([
  [253402300800n, "10000-01-01T00:00:00Z"],
  [-62167219201n, "-0001-12-31T23:59:59Z"],
])("%s is beyond what JSON can hold", (seconds, text) => {
  expect(formatUnixTime(seconds)).toBe(text);
  expect(() => checkJsonTime(text)).toThrow(
    "json: error calling MarshalJSON for type *time.Time: Time.MarshalJSON: year outside of range [0,9999]",
  );
});

test("so is an offset of a day, which can be read", () => {
  const text = normalizeRfc3339("2024-01-02T03:04:05+24:00");
  expect(() => checkJsonTime(text)).toThrow("Time.MarshalJSON: timezone hour outside of range [0,23]");
  expect(() => checkJsonTime("2024-01-02T03:04:05+100:39")).toThrow("timezone hour outside of range [0,23]");
  expect(() => checkJsonTime("2024-01-02T03:04:05+23:59")).not.toThrow();
});

describe("times read and written again", () => {
  test.each([
    ["2024-01-02T03:04:05Z", "2024-01-02T03:04:05Z"],
    ["2024-01-02T03:04:05.120000000Z", "2024-01-02T03:04:05.12Z"],
    ["2024-01-02T03:04:05.1234567891+02:30", "2024-01-02T03:04:05.123456789+02:30"],
    ["2024-01-02T03:04:05-00:00", "2024-01-02T03:04:05Z"],
    ["2024-01-02T3:04:05,5Z", "2024-01-02T03:04:05.5Z"],
    ["2024-02-29T00:00:00.000Z", "2024-02-29T00:00:00Z"],
  ])("%s", (text, normal) => {
    expect(normalizeRfc3339(text)).toBe(normal);
  });

  const layout = 'as "2006-01-02T15:04:05Z07:00"';
  test.each([
    ["", `parsing time "" ${layout}: cannot parse "" as "2006"`],
    ["2024-1-02T03:04:05Z", `parsing time "2024-1-02T03:04:05Z" ${layout}: cannot parse "1-02T03:04:05Z" as "01"`],
    ["2024-01-02 03:04:05Z", `parsing time "2024-01-02 03:04:05Z" ${layout}: cannot parse " 03:04:05Z" as "T"`],
    ["2024-13-02T03:04:05Z", 'parsing time "2024-13-02T03:04:05Z": month out of range'],
    ["2023-02-29T03:04:05Z", 'parsing time "2023-02-29T03:04:05Z": day out of range'],
    ["2024-01-02T25:04:05Z", 'parsing time "2024-01-02T25:04:05Z": hour out of range'],
    ["2024-01-02T03:04:05", `parsing time "2024-01-02T03:04:05" ${layout}: cannot parse "" as "Z07:00"`],
    ["2024-01-02T03:04:05Zx", 'parsing time "2024-01-02T03:04:05Zx": extra text: "x"'],
  ])("%j is refused", (text, message) => {
    expect(() => normalizeRfc3339(text)).toThrow(message);
  });
});
