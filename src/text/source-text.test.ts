import { describe, expect, test } from "vitest";
import { LocatedError, setLocation, withLocation } from "./located-error.ts";
import { lineRangeOf, sourceText } from "./source-text.ts";
import { wireRanges } from "./span.ts";

describe("a source", () => {
  const source = sourceText("ab\r\n\ncd", "Dockerfile");

  test("knows the line of an offset, a line end belonging to its line", () => {
    expect([0, 3, 4, 5, 6].map((offset) => source.lineOf(offset))).toEqual([1, 1, 2, 3, 3]);
    expect(source.lineCount).toBe(3);
  });

  test("has lines without their line ends", () => {
    expect([1, 2, 3].map((line) => source.lineSpan(line))).toEqual([
      { start: 0, end: 2 },
      { start: 4, end: 4 },
      { start: 5, end: 7 },
    ]);
  });

  test("gives the whole lines that a span touches", () => {
    expect(lineRangeOf(source, { start: 1, end: 6 })).toEqual({ start: 1, end: 3 });
    expect(lineRangeOf(source, { start: 4, end: 4 })).toEqual({ start: 2, end: 2 });
  });

  test("keeps bytes that are not UTF-8", () => {
    const bytes = new Uint8Array([0x61, 0xff, 0xc3]);
    expect(sourceText(sourceText(bytes, "x").text, "x").bytes).toEqual(bytes);
  });
});

describe("places", () => {
  test("go over the wire as one range a line", () => {
    expect(wireRanges({ start: 2, end: 3 }).map(({ start }) => start.line)).toEqual([2, 3]);
    expect(wireRanges({ start: 2, end: 0 }).map(({ start }) => start.line)).toEqual([2]);
  });

  test("are appended to an error that has some, or put in their stead", () => {
    const first = withLocation(new Error("no"), { start: 1, end: 1 });
    const second = withLocation(first, { start: 5, end: 6 });
    expect(second).toBeInstanceOf(LocatedError);
    expect(second).toMatchObject({ message: "no", locations: [[{ start: 1, end: 1 }], [{ start: 5, end: 6 }]] });
    expect(setLocation(second, { start: 9, end: 9 })).toMatchObject({ locations: [[{ start: 9, end: 9 }]] });
  });

  test("are not given to a fault of this program", () => {
    const fault = withLocation(new TypeError("x is not a function"), { start: 1, end: 1 });
    expect(fault).not.toBeInstanceOf(LocatedError);
    expect(fault.message).toBe("this is a bug in dockerfile-llb: x is not a function");
  });
});
