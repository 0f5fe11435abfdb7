import { describe, expect, test } from "vitest";
import { decodeUtf8, encodeUtf8, isValidUtf8, rejoinBytes, toValid, utf8Length } from "./utf8.ts";

const cases: readonly (readonly [string, readonly number[], string])[] = [
  ["nothing", [], ""],
  ["ASCII", [0x41, 0x00, 0x7f], "A\0\x7f"],
  ["two, three and four bytes", [0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80], "é€😀"],
  ["a stray continuation byte", [0x61, 0x80, 0x62], "a\udc80b"],
  ["an overlong slash", [0xc0, 0xaf], "\udcc0\udcaf"],
  ["an overlong three-byte form", [0xe0, 0x80, 0xaf], "\udce0\udc80\udcaf"],
  ["an encoded surrogate", [0xed, 0xa0, 0x80], "\udced\udca0\udc80"],
  ["beyond U+10FFFF", [0xf4, 0x90, 0x80, 0x80], "\udcf4\udc90\udc80\udc80"],
  ["a cut sequence at the end", [0xe2, 0x82], "\udce2\udc82"],
  ["a cut sequence before a letter", [0xe2, 0x82, 0x41], "\udce2\udc82A"],
  ["the last code point", [0xf4, 0x8f, 0xbf, 0xbf], "\u{10ffff}"],
  ["U+FFFD itself and the BOM", [0xef, 0xbf, 0xbd, 0xef, 0xbb, 0xbf], "\ufffd\ufeff"],
];

describe("bytes to text and back", () => {
  test.each(cases)("%s", (_, bytes, text) => {
    expect(decodeUtf8(Uint8Array.from(bytes))).toBe(text);
    expect([...encodeUtf8(text)]).toEqual(bytes);
    expect(utf8Length(text)).toBe(bytes.length);
  });

  test("every string of two bytes after a lead byte survives the round trip", () => {
    const changed: number[][] = [];
    for (const lead of [0x41, 0x80, 0xc1, 0xc3, 0xe0, 0xe2, 0xed, 0xf0, 0xf4, 0xff]) {
      for (let pair = 0; pair < 0x10000; pair += 7) {
        const bytes = Uint8Array.of(lead, pair >> 8, pair & 0xff);
        const back = encodeUtf8(decodeUtf8(bytes));
        if (back.length !== 3 || back.some((byte, at) => byte !== bytes[at])) changed.push([...bytes]);
      }
    }
    expect(changed).toEqual([]);
  });

  test("long texts cross chunk borders unharmed", () => {
    for (const unit of ["a", "é", "€", "😀", "\udcff"]) {
      const text = `x${unit.repeat(20_001)}y`;
      expect(decodeUtf8(encodeUtf8(text)) === text).toBe(true);
    }
  });
});

test("lone surrogates that stand for no byte encode as U+FFFD", () => {
  expect(decodeUtf8(encodeUtf8("a\ud800b\udc00c"))).toBe("a\ufffdb\ufffdc");
  expect(utf8Length("\ud800")).toBe(3);
});

test("validity and replacement", () => {
  expect(isValidUtf8("é😀")).toBe(true);
  expect(isValidUtf8("a\udc80")).toBe(false);
  expect(isValidUtf8("\ud83d")).toBe(false);
  expect(toValid("a\udcff\udcfe😀\ud800")).toBe("a\ufffd\ufffd😀\ufffd");
});

test("bytes that together are a character become it", () => {
  expect(rejoinBytes("\udcc3\udca9\udcff")).toBe("é\udcff");
});
