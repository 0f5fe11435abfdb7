import { expect, test } from "vitest";
import { alignColumns } from "./align-columns.ts";

// Expected texts are those that text/tabwriter prints with NewWriter(w, 0, 0, padding, ' ', 0).
test("a column is as wide as its widest cell, and the text after a line's last tab is not padded", () => {
  expect(alignColumns("TARGET\tDESCRIPTION\na\tdoc\nb (default)\t\n", 1)).toBe(
    "TARGET      DESCRIPTION\na           doc\nb (default) \n",
  );
  expect(alignColumns("BUILD ARG\tVALUE\tDESCRIPTION\nX\t1\t\n", 3)).toBe(
    "BUILD ARG   VALUE   DESCRIPTION\nX           1       \n",
  );
});

test("a line without a cell ends the column above it", () => {
  expect(alignColumns("aaaa\tb\nx\nc\td\n", 1)).toBe("aaaa b\nx\nc d\n");
  expect(alignColumns("aaaa\tb\fc\td\n", 1)).toBe("aaaa b\nc d\n");
});

test("inner columns are as wide as their own run of lines needs", () => {
  expect(alignColumns("a\tbbbb\tc\nd\te\nf\tg\th\n", 1)).toBe("a bbbb c\nd e\nf g h\n");
});

test("width is counted in code points", () => {
  expect(alignColumns("\u{1f600}é\tb\naaa\tb\n", 1)).toBe("\u{1f600}é  b\naaa b\n");
});

test("an empty cell still takes the padding", () => {
  expect(alignColumns("\tb\n\tc\n", 2)).toBe("  b\n  c\n");
});
