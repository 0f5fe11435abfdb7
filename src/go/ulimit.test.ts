import { expect, test } from "vitest";
import { parseUlimit } from "./ulimit.ts";

test("soft and hard limits", () => {
  expect(parseUlimit("nofile=1024")).toEqual({ name: "nofile", soft: 1024n, hard: 1024n });
  expect(parseUlimit("nproc=1:-1")).toEqual({ name: "nproc", soft: 1n, hard: -1n });
});

test.each([
  ["nofile", "invalid ulimit argument: nofile"],
  ["as=1", "invalid ulimit type: as"],
  ["core=1:2:3", "too many limit value arguments - 1:2:3, can only have up to two, `soft[:hard]`"],
  ["core=a:b", 'strconv.ParseInt: parsing "b": invalid syntax'],
  ["core=2:1", "ulimit soft limit must be less than or equal to hard limit: 2 > 1"],
  ["core=-1:1", "ulimit soft limit must be less than or equal to hard limit: soft: -1 (unlimited), hard: 1"],
])("%s is refused", (text, message) => {
  expect(() => parseUlimit(text)).toThrow(message);
});
