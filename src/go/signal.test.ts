import { expect, test } from "vitest";
import { parseSignal } from "./signal.ts";

test.each([
  ["SIGTERM", 15],
  ["kill", 9],
  ["sigusr1", 10],
  ["SYS", 31],
  ["CLD", 17],
  ["POLL", 29],
  ["RTMIN", 34],
  ["SIGRTMIN+15", 49],
  ["rtmax-14", 50],
  ["RTMAX", 64],
  ["9", 9],
  ["-1", -1],
  ["999", 999],
])("%s", (text, number) => {
  expect(parseSignal(text)).toBe(number);
});

test.each(["", "0", "SIG", "SIGSIGTERM", "RTMIN+16", "RTMAX-15", "TERM ", "FOO"])("%j is refused", (text) => {
  expect(() => parseSignal(text)).toThrow(`invalid signal: ${text}`);
});
