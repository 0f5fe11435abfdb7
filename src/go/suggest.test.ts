import { expect, test } from "vitest";
import { suggest, withSuggestion } from "./suggest.ts";

const instructions = ["add", "arg", "cmd", "copy", "env", "run"];

test.each([
  ["CPOY", "COPY"],
  ["cop", "copy"],
  ["Rum", "run"],
  ["an", "add"],
  ["copyfile", undefined],
  ["RUN", undefined],
  ["", undefined],
])("%s", (word, nearest) => {
  expect(suggest(word, instructions, false)).toBe(nearest);
});

test("case counts where asked", () => {
  expect(suggest("RUN", ["run"], true)).toBeUndefined();
  expect(suggest("Run", ["run"], true)).toBe("run");
});

test("characters are counted, not bytes", () => {
  expect(suggest("日本", ["日本語"], true)).toBe("日本語");
  expect(suggest("a", ["日本語"], true)).toBeUndefined();
});

test("the sentence", () => {
  expect(withSuggestion("unknown flag: --form", "from")).toBe("unknown flag: --form (did you mean from?)");
  expect(withSuggestion("unknown", undefined)).toBe("unknown");
});
