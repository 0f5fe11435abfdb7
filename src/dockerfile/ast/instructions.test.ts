import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { instructionParsers } from "../parse/instruction-parsers.ts";
import { flagSchemas, keywords } from "./instructions.ts";

test("the list of instructions is in the order of their names and has each once", () => {
  expect([...keywords].sort()).toEqual(keywords);
  expect(new Set(keywords).size).toBe(keywords.length);
});

test("every instruction has a file for its node and one for its parser, and every such file is in the list", () => {
  const files = readdirSync(import.meta.dirname).filter((file) => {
    if (!file.endsWith(".ts") || file.endsWith(".test.ts")) return false;
    const name = file.slice(0, -3);
    return new RegExp(`kind: "${name}"`).test(readFileSync(join(import.meta.dirname, file), "utf8"));
  });
  expect(files.map((file) => file.slice(0, -3)).filter((name) => name !== "invalid")).toEqual(keywords);
  for (const name of keywords) expect(existsSync(join(import.meta.dirname, "../parse", `${name}.ts`)), name).toBe(true);
});

test("every instruction has a parser and says which flags it has", () => {
  expect(Object.keys(instructionParsers)).toEqual(keywords);
  expect(Object.keys(flagSchemas)).toEqual(keywords);
});
