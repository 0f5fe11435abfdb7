import { describe, expect, test } from "vitest";
import { formatList, quote, quoteList, quoteRune } from "./quote.ts";

describe("quote writes what %q writes", () => {
  test.each([
    ["plain", '"plain"'],
    ["", '""'],
    ['say "hi"\\', '"say \\"hi\\"\\\\"'],
    ["it's", '"it\'s"'],
    ["a\tb\nc\rd", '"a\\tb\\nc\\rd"'],
    ["\x07\b\v\f\0\x1b\x7f", '"\\a\\b\\v\\f\\x00\\x1b\\x7f"'],
    ["é日😀", '"é日😀"'],
    ["\u0085\u00a0\u00ad", '"\\u0085\\u00a0\\u00ad"'],
    ["\u2028\ufeff\uffff", '"\\u2028\\ufeff\\uffff"'],
    ["\u{e0001}\u{10ffff}", '"\\U000e0001\\U0010ffff"'],
    ["\udcff\udc80", '"\\xff\\x80"'],
    ["\udcc3\udca9", '"é"'],
    ["\ufffd", '"\ufffd"'],
    ["\u0378", '"\\u0378"'],
  ])("%j", (text, quoted) => {
    expect(quote(text)).toBe(quoted);
  });
});

test("lists", () => {
  expect(quoteList(["a b", '"'])).toBe('["a b" "\\""]');
  expect(quoteList([])).toBe("[]");
  expect(formatList(["a b", "c"])).toBe("[a b c]");
});

test("a rune has single quotes, which it escapes", () => {
  expect(quoteRune(0x27)).toBe("'\\''");
  expect(quoteRune(0x22)).toBe("'\"'");
  expect(quoteRune(0x0a)).toBe("'\\n'");
  expect(quoteRune(0xdcff)).toBe("'\ufffd'");
});
