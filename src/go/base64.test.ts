import { describe, expect, test } from "vitest";
import { decodeBase64, encodeBase64 } from "./base64.ts";

test.each([
  ["", ""],
  ["f", "Zg=="],
  ["fo", "Zm8="],
  ["foo", "Zm9v"],
  ["foob", "Zm9vYg=="],
])("%j", (text, encoded) => {
  const bytes = Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)));
  expect(encodeBase64(bytes)).toBe(encoded);
  expect([...decodeBase64(encoded)]).toEqual([...bytes]);
});

test("all byte values and chunk borders survive", () => {
  const bytes = Uint8Array.from({ length: 30_001 }, (_, index) => (index * 7) & 0xff);
  expect(Buffer.from(bytes).toString("base64")).toBe(encodeBase64(bytes));
  expect(Buffer.compare(decodeBase64(encodeBase64(bytes)), bytes)).toBe(0);
});

describe("errors name the byte as Go does", () => {
  test.each([
    ["A", 0],
    ["AAAAA", 4],
    ["AA", 0],
    ["AA=", 3],
    ["AA=A", 2],
    ["A===", 1],
    ["AAA=A", 4],
    ["A-AA", 1],
  ])("%s at %i", (text, at) => {
    expect(() => decodeBase64(text)).toThrow(new RegExp(`^illegal base64 data at input byte ${at}$`));
  });

  test("line ends are skipped", () => {
    expect([...decodeBase64("Z\ng\r\n=\n=\n")]).toEqual([0x66]);
  });
});
