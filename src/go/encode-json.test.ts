import { describe, expect, test } from "vitest";
import { encodeJson, encodeJsonIndented, map, struct } from "./encode-json.ts";

describe("strings", () => {
  test.each([
    ["plain\x7f/'`", '"plain\x7f/\'`"'],
    ['"\\', '"\\"\\\\"'],
    ["<a href='x'>&", "\"\\u003ca href='x'\\u003e\\u0026\""],
    ["\b\f\n\r\t\0\x1f", '"\\b\\f\\n\\r\\t\\u0000\\u001f"'],
    ["\u2028\u2029é😀", '"\\u2028\\u2029é😀"'],
    ["a\udcffb", '"a\\ufffdb"'],
    ["\udcc3\udca9", '"é"'],
    ["\ufffd", '"\ufffd"'],
    ["😀\udc80", '"😀\\ufffd"'],
  ])("%j", (text, encoded) => {
    expect(encodeJson(text)).toBe(encoded);
  });
});

test("a struct keeps its order and leaves out what is undefined; a map sorts by bytes", () => {
  const value = struct({
    b: 1,
    a: undefined,
    c: map([
      ["😀", null],
      ["\uffff", true],
      ["<", []],
    ]),
    d: struct({}),
  });
  expect(encodeJson(value)).toBe('{"b":1,"c":{"\\u003c":[],"\uffff":true,"😀":null},"d":{}}');
});

test("numbers", () => {
  expect(encodeJson([0, -1, 1.5, 2 ** 53, 9223372036854775807n, 1e21, 1e-7, -0])).toBe(
    "[0,-1,1.5,9007199254740992,9223372036854775807,1e+21,1e-7,-0]",
  );
});

test("indentation leaves empty lists and structs on their line", () => {
  const value = struct({ a: [1, struct({ b: "<" })], c: [], d: struct({ e: undefined }) });
  expect(encodeJsonIndented(value, "  ")).toBe(
    '{\n  "a": [\n    1,\n    {\n      "b": "\\u003c"\n    }\n  ],\n  "c": [],\n  "d": {}\n}',
  );
});

test.each([63, 64, 65, 128, 129, 1_000])("a list and a map of %i are whole and in order", (length) => {
  const numbers = Array.from({ length }, (_, at) => at);
  expect(encodeJson(numbers)).toBe(JSON.stringify(numbers));
  const keys = numbers.map((at) => String(at).padStart(4, "0"));
  const text = keys.map((key) => `"${key}":"x"`).join(",");
  expect(encodeJson(map(keys.toReversed().map((key) => [key, "x"])))).toBe(`{${text}}`);
});
