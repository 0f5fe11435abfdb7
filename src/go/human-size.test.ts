import { expect, test } from "vitest";
import { ramInBytes } from "./human-size.ts";

test.each([
  ["0", 0n],
  ["1024", 1024n],
  ["64m", 67108864n],
  ["1.5GiB", 1610612736n],
  ["1 kB", 1024n],
  ["2T", 2199023255552n],
  ["10b", 10n],
  ["1e3", 1000n],
  ["9e18k", -9223372036854775808n],
])("%s", (text, bytes) => {
  expect(ramInBytes(text)).toBe(bytes);
});

test.each([
  ["", "invalid size: ''"],
  ["kb", "invalid size: 'kb'"],
  ["-1", "invalid size: '-1'"],
  ["1x", "invalid suffix: 'x'"],
  ["1KBB", "invalid suffix: 'kbb'"],
  ["1 bytes", "invalid suffix: 'bytes'"],
  ["0x10", 'strconv.ParseFloat: parsing "0x10": invalid syntax'],
  ["a1", 'strconv.ParseFloat: parsing "a1": invalid syntax'],
])("%j is refused", (text, message) => {
  expect(() => ramInBytes(text)).toThrow(message);
});
