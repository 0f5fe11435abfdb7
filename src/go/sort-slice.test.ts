import { expect, test } from "vitest";
import { sortSlice } from "./sort-slice.ts";

// The order of indexes is that of sort.Slice over the same keys.
const keys = [
  4, 0, 2, 1, 11, 1, 8, 9, 3, 9, 5, 5, 2, 0, 4, 8, 10, 3, 1, 2, 7, 9, 0, 7, 1, 4, 3, 10, 10, 6, 4, 5, 11, 6, 0, 3, 5,
  11, 6, 2, 3, 6, 3, 11, 5, 5, 0, 10, 0, 1, 1, 9, 6, 4, 8, 4, 4, 8, 3, 0,
];
const sorted = [
  48, 1, 22, 13, 59, 34, 46, 3, 18, 49, 5, 50, 24, 12, 39, 19, 2, 40, 8, 17, 35, 58, 26, 42, 14, 25, 0, 53, 55, 56, 30,
  44, 45, 31, 36, 10, 11, 33, 29, 38, 52, 41, 20, 23, 15, 6, 57, 54, 9, 51, 7, 21, 16, 27, 28, 47, 37, 43, 32, 4,
];

test("equal elements stand where Go's sort.Slice leaves them", () => {
  const items = keys.map((key, index) => ({ key, index }));
  expect(sortSlice(items, (left, right) => left.key < right.key).map((item) => item.index)).toEqual(sorted);
});

test("lists up to twelve elements keep the order of equals, and the list itself is left alone", () => {
  const items = keys.slice(0, 12).map((key, index) => ({ key, index }));
  const before = [...items];
  const result = sortSlice(items, (left, right) => left.key < right.key);
  expect(result.map((item) => item.index)).toEqual([1, 3, 5, 2, 8, 0, 10, 11, 6, 7, 9, 4]);
  expect(items).toEqual(before);
});

test("patterns that defeat a plain quicksort are sorted too", () => {
  for (const length of [0, 1, 13, 50, 1000]) {
    for (const make of [
      (at: number) => at,
      (at: number) => -at,
      (at: number) => at % 7,
      () => 0,
      (at: number) => (at * 7919) % 101,
    ]) {
      const list = Array.from({ length }, (_, at) => make(at));
      expect(sortSlice(list, (left, right) => left < right)).toEqual([...list].sort((left, right) => left - right));
    }
  }
});
