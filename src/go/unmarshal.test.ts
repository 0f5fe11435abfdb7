import { describe, expect, test } from "vitest";
import {
  boolType,
  intTypeNamed,
  listOf,
  mapOf,
  nilableListOf,
  pointerTo,
  stringType,
  structOf,
  unmarshal,
} from "./unmarshal.ts";

interface Inner {
  readonly text: string;
  readonly list: readonly string[];
}
interface Outer {
  readonly name: string;
  readonly flag: boolean;
  readonly count: bigint;
  readonly inner: Inner;
  readonly maybe: Inner | undefined;
  readonly labels: ReadonlyMap<string, string>;
}

const inner = structOf<Inner>(
  "p.Inner",
  { text: "", list: [] },
  { text: { key: "text", type: stringType }, list: { key: "list", through: ["Base"], type: listOf(stringType) } },
);
const outer = structOf<Outer>(
  "p.Outer",
  { name: "", flag: false, count: 0n, inner: inner.zero, maybe: undefined, labels: new Map() },
  {
    name: { key: "Name", type: stringType },
    flag: { key: "flag", type: boolType },
    count: { key: "count", type: intTypeNamed("int") },
    inner: { key: "inner", type: inner },
    maybe: { key: "maybe", type: pointerTo(inner) },
    labels: { key: "labels", type: mapOf(stringType) },
  },
);

test("keys match without case, unknown ones are dropped, the last wins", () => {
  const value = unmarshal('{"NAME":"a","name":"b","other":{},"FLAG":true,"count":9223372036854775807}', outer);
  expect(value).toEqual({ ...outer.zero, name: "b", flag: true, count: 9223372036854775807n });
});

test("repeated structs and maps merge, lists do not, null empties pointers and maps only", () => {
  const value = unmarshal(
    '{"inner":{"text":"a","list":["x","y"]},"inner":{"list":["z"]},"inner":null,' +
      '"labels":{"a":"1","b":"2"},"labels":{"b":"3"},"maybe":{"text":"m"},"maybe":null,"name":null}',
    outer,
  );
  expect(value.inner).toEqual({ text: "a", list: ["z"] });
  expect([...value.labels]).toEqual([
    ["a", "1"],
    ["b", "3"],
  ]);
  expect(value.maybe).toBeUndefined();
});

test("a nil list is told from an empty one where that matters", () => {
  expect(unmarshal("null", nilableListOf(stringType))).toBeUndefined();
  expect(unmarshal("[]", nilableListOf(stringType))).toEqual([]);
  expect(unmarshal('[null,"a"]', listOf(stringType))).toEqual(["", "a"]);
});

describe("a value of the wrong kind", () => {
  test.each([
    ['{"name":1}', "json: cannot unmarshal number into Go struct field Outer.Name of type string"],
    [
      '{"inner":{"list":[true]}}',
      "json: cannot unmarshal bool into Go struct field Inner.inner.Base.list of type string",
    ],
    ['{"inner":[]}', "json: cannot unmarshal array into Go struct field Outer.inner of type p.Inner"],
    ['{"labels":{"a":{}}}', "json: cannot unmarshal object into Go struct field Outer.labels of type string"],
    ['{"count":1.5}', "json: cannot unmarshal number 1.5 into Go struct field Outer.count of type int"],
    ['{"flag":"x","count":true}', "json: cannot unmarshal string into Go struct field Outer.flag of type bool"],
    ["[]", "json: cannot unmarshal array into Go value of type p.Outer"],
  ])("%s", (text, message) => {
    expect(() => unmarshal(text, outer)).toThrow(message);
  });
});
