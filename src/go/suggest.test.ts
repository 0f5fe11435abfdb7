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

/** The least number of edits, by the whole table. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const replaced = (row[j - 1] as number) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[right.length] as number;
}

test("all words of up to four letters are near where two edits lead from one to the other", () => {
  const words = [""];
  for (const word of words) if (word.length < 4) words.push(`${word}a`, `${word}b`, `${word}c`);
  const wrong = words.flatMap((left) =>
    words.filter((right) => {
      const isNear = left !== right && right !== "" && distance(left, right) < 3;
      return (suggest(left, [right], true) === right) !== isNear;
    }),
  );
  expect(words).toHaveLength(121);
  expect(wrong).toEqual([]);
});

test("of the options that are nearest the first counts", () => {
  expect(suggest("abcd", ["abxy", "abcx", "abxd", "abc"], true)).toBe("abcx");
});

test("a long word costs no more than its length", () => {
  const word = "a".repeat(60_000);
  expect(suggest(word, [`${word}bb`, `b${word.slice(1)}`, `${word}bbb`], true)).toBe(`b${word.slice(1)}`);
});

test("case counts where asked", () => {
  expect(suggest("RUN", ["run"], true)).toBeUndefined();
  expect(suggest("Run", ["run"], true)).toBe("run");
});

test("characters are counted, not bytes", () => {
  expect(suggest("日本", ["日本語"], true)).toBe("日本語");
  expect(suggest("a", ["日本語"], true)).toBeUndefined();
  expect(suggest("ab😀😀", ["ab𝄞𝄞"], true)).toBe("ab𝄞𝄞");
  expect(suggest("", ["😀😀"], true)).toBe("😀😀");
});

test("the sentence", () => {
  expect(withSuggestion("unknown flag: --form", "from")).toBe("unknown flag: --form (did you mean from?)");
  expect(withSuggestion("unknown", undefined)).toBe("unknown");
});
