import { expect, test } from "vitest";
import { table } from "./row.ts";
import { inTurns, median } from "./side.ts";

test("the median is the middle value, or the mean of the two in the middle", () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test("the sides take turns, and who is first changes", async () => {
  const order: string[] = [];
  const measure = (side: string) => async () => order.push(side);
  const taken = await inTurns(2, { ours: measure("ours"), reference: measure("reference") });
  expect(order).toEqual(["ours", "reference", "reference", "ours"]);
  expect(taken).toEqual({ ours: [1, 4], reference: [2, 3] });
});

test("the table has no ratio to what was not measured", () => {
  const rows = [
    { what: "start", unit: "ms", values: { ours: 30, reference: 20 }, note: "3 starts" },
    { what: "size", unit: "MiB", values: { ours: 1, reference: Number.NaN } },
  ];
  expect(table(rows).split("\n")).toEqual([
    "           ours  reference  ratio",
    "start   30.0 ms    20.0 ms   1.50  3 starts",
    "size   1.00 MiB      - MiB      -",
  ]);
});
