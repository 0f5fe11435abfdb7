import { describe, expect, test } from "vitest";
import { csvFields } from "./csv-fields.ts";

describe("fields", () => {
  test.each([
    ["type=bind,target=/x", ["type=bind", "target=/x"]],
    ["a", ["a"]],
    [",", ["", ""]],
    [" a , b ", [" a ", " b "]],
    ['"a,b",c', ["a,b", "c"]],
    ['"a""b"', ['a"b']],
    ['""', [""]],
    ['"a",', ["a", ""]],
    ['"a\nb",c', ["a\nb", "c"]],
    ["a\r\n", ["a"]],
    ["a\n", ["a"]],
    ["é,\udcff", ["é", "\udcff"]],
  ])("%j", (line, fields) => {
    expect(csvFields(line)).toEqual(fields);
  });
});

describe("errors count columns in bytes", () => {
  test.each([
    ["", "EOF"],
    ["\n", "EOF"],
    ['a"b', 'parse error on line 1, column 2: bare " in non-quoted-field'],
    ['é"', 'parse error on line 1, column 3: bare " in non-quoted-field'],
    ['"a" ,b', 'parse error on line 1, column 3: extraneous or missing " in quoted-field'],
    ['x,"ab', 'parse error on line 1, column 4: extraneous or missing " in quoted-field'],
  ])("%j", (line, message) => {
    expect(() => csvFields(line)).toThrow(message);
  });
});
