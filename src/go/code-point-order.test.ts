import { expect, test } from "vitest";
import { compareCodePoints, sortedStrings } from "./code-point-order.ts";

test("strings sort by their bytes, not by UTF-16 units", () => {
  expect(sortedStrings(["😀", "\uffff", "\ue000", "é", "b", "a", "B", "", "ab"])).toEqual([
    "",
    "B",
    "a",
    "ab",
    "b",
    "é",
    "\ue000",
    "\uffff",
    "😀",
  ]);
});

test("an invalid byte sorts as that byte", () => {
  expect(sortedStrings(["é", "\udc80", "\udcff", "😀", "z"])).toEqual(["z", "\udc80", "é", "😀", "\udcff"]);
  expect(compareCodePoints("😀", "😁")).toBeLessThan(0);
  expect(compareCodePoints("a\udcff", "a\udcff")).toBe(0);
});
