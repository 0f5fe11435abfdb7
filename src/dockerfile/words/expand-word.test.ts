import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Environment, ExpandOptions } from "./environment.ts";
import { expandWord, expandWords, WordError } from "./expand-word.ts";

const values = new Map([
  ["FOO", "foobar"],
  ["EMPTY", ""],
  ["PATHS", "/a/b:/c/d"],
  ["LINES", "one\ntwo\none"],
  ["STAR", "a*b"],
]);
const env: Environment = { get: (key) => values.get(key), keys: () => [...values.keys()] };
const plain: ExpandOptions = { escape: "\\" };
const expand = (word: string, options: ExpandOptions = plain): string => expandWord(word, env, options).value;

function failure(word: string, options: ExpandOptions = plain): WordError {
  try {
    expandWord(word, env, options);
  } catch (error) {
    if (error instanceof WordError) return error;
    throw error;
  }
  throw new Error(`${word} was expanded`);
}

describe("a word", () => {
  test.each([
    ["$FOO/x", "foobar/x"],
    ["${FOO}x$", "foobarx$"],
    ["'$FOO'\"$FOO\"", "$FOOfoobar"],
    ['\\$FOO "\\$\\a"', "$FOO $\\a"],
    ["${NO:-a b}", "a b"],
    ["${EMPTY-x}${EMPTY:-y}", "y"],
    ["${FOO:+on}${EMPTY+set}${EMPTY:+no}", "onset"],
    ["${FOO#f*o}|${FOO##f*o}", "obar|bar"],
    ["${PATHS%:*}|${PATHS%%/*}", "/a/b|"],
    ["${PATHS//\\//-}", "-a-b:-c-d"],
    ["${FOO/o*/'[$0]'}|${FOO//o/'<$0>'}", "f[$0]|f<o><o>bar"],
    ["${LINES//one/1}|${LINES##*n}", "1\ntwo\n1|e\ntwo\none"],
    ["${STAR/\\*/+}|${STAR/'*'/+}", "a+b|+"],
    ["${NO:-${FOO:-${NO}}}", "foobar"],
    ["\ufeffa", "a"],
    ["a\udcffb", "a\ufffdb"],
    ["$1$@", ""],
  ])("%j becomes %j", (word, wanted) => {
    expect(expand(word)).toBe(wanted);
  });

  test("names the variables it used and those that are not set", () => {
    const { matched, unmatched } = expandWord("$FOO${NO:-$EMPTY}", env, plain);
    expect([...matched].sort()).toEqual(["EMPTY", "FOO"]);
    expect([...unmatched]).toEqual(["NO"]);
  });

  test("that cannot be expanded names those it had seen", () => {
    expect([...failure("$FOO${NO?gone}").partial.unmatched]).toEqual(["NO"]);
  });

  test("is read with the file's escape character, but a pattern always with a backslash", () => {
    expect(expand("`$FOO", { escape: "`" })).toBe("$FOO");
    expect(expand("${STAR%\\**}", { escape: "`" })).toBe("a");
  });
});

describe("what is wrong with a word", () => {
  test.each([
    ["'a", 'failed to process "\'a": unexpected end of statement while looking for matching single-quote'],
    ['"a', 'failed to process "\\"a": unexpected end of statement while looking for matching double-quote'],
    ["${", "failed to process \"${\": syntax error: missing '}'"],
    ["${}", 'failed to process "${}": syntax error: bad substitution'],
    ["${FOO", 'failed to process "${FOO": unsupported modifier (\ufffd) in substitution'],
    ["${FOO:", "failed to process \"${FOO:\": syntax error: missing '}'"],
    ["${FOO:#a}", 'failed to process "${FOO:#a}": unsupported modifier (:#) in substitution'],
    ["${FOO:/a/b}", 'failed to process "${FOO:/a/b}": unsupported modifier (:/) in substitution'],
    ["${FOO/a}", "failed to process \"${FOO/a}\": syntax error: missing '/' in ${}"],
    ["${NO?}", 'failed to process "${NO?}": NO: is not allowed to be unset'],
    ["${EMPTY:?}", 'failed to process "${EMPTY:?}": EMPTY: is not allowed to be empty'],
    ["${NO:?say so}", 'failed to process "${NO:?say so}": NO: say so'],
    ["${FOO#\\a}", "failed to process \"${FOO#\\\\a}\": invalid pattern (\\a) in substitution: invalid escape '\\a'"],
    // What is wrong inside an operand that the text ends in is reported as the missing end of the outermost one.
    ["${NO:-${NO?}", "failed to process \"${NO:-${NO?}\": syntax error: missing '}'"],
  ])("%j: %s", (word, message) => {
    expect(failure(word).message).toBe(message);
  });
});

describe("words", () => {
  test.each([
    ["a  b\u00a0c", ["a", "b", "c"]],
    ["'a b' \"c d\"", ["a b", "c d"]],
    ["$LINES", ["one", "two", "one"]],
    ["<< EOF", ["<< EOF"]],
    // One buffer for the text and its operands: what stood before the variable is lost.
    ["foo${NO:-bar}", ["bar"]],
    ["''", []],
  ])("of %j are %j", (text, wanted) => {
    expect(expandWords(text, env, plain)).toEqual(wanted);
  });
});

describe("a pattern", () => {
  const part = fc.constantFrom("a", "b", "*", "?", "\\*", "x");
  const parts = fc.array(part, { maxLength: 7 });
  const subject = fc.string({ unit: fc.constantFrom("a", "b", "*", "x", "\n", "😀"), maxLength: 12 });
  /** The regular expression the reference makes of a pattern; it is short here, so that it may backtrack. */
  const expression = (pattern: readonly string[], star: string, flags: string): RegExp =>
    new RegExp(pattern.map((p) => (p === "*" ? star : p === "?" ? "[^\n]" : p)).join(""), flags);

  test("takes the prefix that the regular expression takes", () => {
    fc.assert(
      fc.property(parts, subject, fc.boolean(), (pattern, value, greedy) => {
        const operator = greedy ? "##" : "#";
        const shell = expandWord(
          `\${V${operator}${pattern.join("")}}`,
          { get: () => value, keys: () => [] },
          plain,
        ).value;
        const match = expression(pattern, greedy ? "[^\n]*" : "[^\n]*?", "uy").exec(value);
        expect(shell).toBe(match === null ? value : value.slice(match[0].length));
      }),
      { numRuns: 2000 },
    );
  });

  test("is replaced where the regular expression matches first", () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 7 }), subject, (pattern, value) => {
        const shell = expandWord(`\${V/${pattern.join("")}/-}`, { get: () => value, keys: () => [] }, plain).value;
        expect(shell).toBe(value.replace(expression(pattern, "[^\n]*", "u"), "-"));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("time and stack do not depend on how a user nests words", () => {
  test.each([
    ["variables", `${"${A:-".repeat(50_000)}x${"}".repeat(50_000)}`, "x"],
    ["quotes", `${'"${A:-'.repeat(20_000)}x${'}"'.repeat(20_000)}`, "x"],
    ["stars", `\${V##${"*a".repeat(20_000)}b}`, "a".repeat(50_000)],
    ["question marks", `\${V//${"a?".repeat(10_000)}b/x}`, "a".repeat(50_000)],
    ["a long pattern", `\${V//${"a".repeat(25_000)}b/x}`, "a".repeat(50_000)],
  ])("%s", { timeout: 20_000 }, (_name, word, wanted) => {
    const long = "a".repeat(50_000);
    const value = expandWord(word, { get: (key) => (key === "V" ? long : undefined), keys: () => [] }, plain).value;
    expect(value === wanted).toBe(true);
  });
});
