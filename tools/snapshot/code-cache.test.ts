import { expect, test } from "vitest";
import { withoutCodeCache } from "./code-cache.ts";

const number = (value: number) => Buffer.from(BigUint64Array.of(BigInt(value)).buffer);
const part = (bytes: string) => Buffer.concat([number(bytes.length), Buffer.from(bytes)]);
const modules = Array.from({ length: 60 }, (_, at) =>
  Buffer.concat([part(`internal/m${at}`), part("code".repeat(at))]),
);
const heap = Buffer.concat([part("v8"), number(60), part("internal/m0"), Buffer.from("other things")]);

test("a snapshot loses the code of Node's modules and nothing else", () => {
  const snapshot = Buffer.concat([heap, number(modules.length), ...modules]);
  expect(withoutCodeCache(snapshot)).toEqual(Buffer.concat([heap, number(0)]));
});

test("what does not end with a code cache stays as it is", () => {
  const more = Buffer.concat([heap, number(modules.length), ...modules, number(0)]);
  const fewer = Buffer.concat([heap, number(modules.length), ...modules.slice(1)]);
  for (const snapshot of [heap, more, fewer, Buffer.alloc(0)]) expect(withoutCodeCache(snapshot)).toBe(snapshot);
});
