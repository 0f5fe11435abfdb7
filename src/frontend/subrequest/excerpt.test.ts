import { expect, test } from "vitest";
import { excerpt } from "./excerpt.ts";

const text = Array.from({ length: 9 }, (_, at) => `line ${at + 1}`).join("\n");
const range = (start: number, end = start) => ({
  start: { line: start, character: 0 },
  end: { line: end, character: 0 },
});
const shown = (ranges: Parameters<typeof excerpt>[2]) => excerpt("F", text, ranges).match(/^ .*$/gm);

test("a single line has two lines on either side, and more where the file ends on the other", () => {
  expect(shown([range(5)])).toEqual([
    "   3 |     line 3",
    "   4 |     line 4",
    "   5 | >>> line 5",
    "   6 |     line 6",
    "   7 |     line 7",
  ]);
  expect(shown([range(1)])?.map((line) => line.slice(0, 4))).toEqual(["   1", "   2", "   3"]);
  expect(shown([range(9)])?.length).toBe(3);
});

test("of several lines those that a range covers are marked", () => {
  expect(shown([range(4), range(6, 7)])).toEqual([
    "   3 |     line 3",
    "   4 | >>> line 4",
    "   5 |     line 5",
    "   6 | >>> line 6",
    "   7 | >>> line 7",
    "   8 |     line 8",
  ]);
});

test("ranges outside the file show nothing, an end after it is cut", () => {
  for (const ranges of [[], [range(0)], [range(10)]]) expect(excerpt("F", text, ranges)).toBe("");
  expect(shown([range(8, 20)])?.at(-1)).toBe("   9 | >>> line 9");
});
