import { describe, expect, test } from "vitest";
import { decodeJson, type JsonNode } from "./decode-json.ts";

/** A value with lists for objects, so that order and repetition show. */
function shown(node: JsonNode): unknown {
  switch (node.kind) {
    case "null":
      return null;
    case "number":
      return node.text;
    case "array":
      return node.items.map(shown);
    case "object":
      return node.members.map(([key, value]) => [key, shown(value)]);
    default:
      return node.value;
  }
}

test("values keep order, repetition and the text of numbers", () => {
  expect(shown(decodeJson(' {"a":[1.50,-0,1E+3] , "A":null,"a":{"":true}}\n'))).toEqual([
    ["a", ["1.50", "-0", "1E+3"]],
    ["A", null],
    ["a", [["", true]]],
  ]);
});

describe("strings", () => {
  test.each([
    ['"\\u00e9\\n\\/\\""', 'é\n/"'],
    ['"\\ud83d\\ude00"', "😀"],
    ['"\\ud83d"', "\ufffd"],
    ['"\\ud83dx\\ude00"', "\ufffdx\ufffd"],
    ['"\\ud83d\\ud83d\\ude00"', "\ufffd😀"],
    ['"a\udcff"', "a\ufffd"],
    ['"\u2028\x7f"', "\u2028\x7f"],
  ])("%s", (text, value) => {
    expect(shown(decodeJson(text))).toBe(value);
  });
});

describe("errors have Go's words", () => {
  test.each([
    ["", "unexpected end of JSON input"],
    ["[1", "unexpected end of JSON input"],
    ['"a', "unexpected end of JSON input"],
    ["[1,]", "invalid character ']' looking for beginning of value"],
    ["[1 2]", "invalid character '2' after array element"],
    ["{,", "invalid character ',' looking for beginning of object key string"],
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b"}', "invalid character '\"' after object key:value pair"],
    ["[] x", "invalid character 'x' after top-level value"],
    ["01", "invalid character '1' after top-level value"],
    ["-x", "invalid character 'x' in numeric literal"],
    ["-", "invalid character ' ' in numeric literal"],
    ["1.", "invalid character ' ' after decimal point in numeric literal"],
    ["1e+", "invalid character ' ' in exponent of numeric literal"],
    ["tru", "invalid character ' ' in literal true (expecting 'e')"],
    ["nulL", "invalid character 'L' in literal null (expecting 'l')"],
    ['"\n"', "invalid character '\\n' in string literal"],
    ['"\\x"', "invalid character 'x' in string escape code"],
    ['"\\u12g"', "invalid character 'g' in \\u hexadecimal character escape"],
    ["'a'", "invalid character '\\'' looking for beginning of value"],
    ["é", "invalid character 'Ã' looking for beginning of value"],
    ["\ufeff[]", "invalid character 'ï' looking for beginning of value"],
  ])("%j", (text, message) => {
    expect(() => decodeJson(text)).toThrow(message);
  });
});

test("ten thousand levels are read, one more is refused, and neither needs a deep stack", () => {
  const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
  expect(decodeJson(nested(10_000)).kind).toBe("array");
  expect(() => decodeJson(nested(10_001))).toThrow("invalid character '[' exceeded max depth");
});
