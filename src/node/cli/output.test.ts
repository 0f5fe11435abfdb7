import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { writeFiles } from "./output.ts";

const folder = mkdtempSync(join(tmpdir(), "output-"));
afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
});
const at = (name: string) => join(folder, name);

test("files are written whole, over what was there", () => {
  writeFileSync(at("a"), "old and longer");
  writeFiles([
    { path: at("a"), content: "new" },
    { path: at("b"), content: Uint8Array.of(65) },
  ]);
  expect([readFileSync(at("a"), "utf8"), readFileSync(at("b"), "utf8")]).toEqual(["new", "A"]);
});

test("where one cannot be written, none is, and nothing is left over", () => {
  writeFileSync(at("a"), "old");
  const files = [
    { path: at("a"), content: "new" },
    { path: at("none/b"), content: "new" },
  ];
  expect(() => writeFiles(files)).toThrow(/^cannot write .*none\/b: /);
  expect(readdirSync(folder)).toEqual(["a"]);
  expect(readFileSync(at("a"), "utf8")).toBe("old");
});

test("what is no regular file is written to, not replaced", () => {
  writeFiles([{ path: "/dev/null", content: "gone" }]);
  expect(readFileSync("/dev/null", "utf8")).toBe("");
});
