import { Lexer } from "chevrotain";
import { describe, expect, test } from "vitest";
import { Language } from "./language.ts";
import { createLexer, lexerModes } from "./lexer.ts";
import { LineParser } from "./parser.ts";
import { escapedTokens } from "./tokens.ts";

const images = (tokens: readonly { image: string }[] | undefined) => tokens?.map(({ image }) => image);

describe.each(["\\", "`"])("the grammar with escape %s", (escape) => {
  test("passes Chevrotain's own validations, which are left out at run time", () => {
    const escaped = escapedTokens(escape);
    const checked = new Lexer(lexerModes(escaped), { positionTracking: "onlyOffset" });
    expect(checked.lexerDefinitionErrors).toEqual([]);
    expect(() => new LineParser(escaped, false)).not.toThrow();
    expect(createLexer(escaped).tokenize("a b", "words").errors).toEqual([]);
  });

  const language = new Language(escape);

  test("words stand between ASCII blanks", () => {
    expect(images(language.words("a:1 AS\t\vb\u00a0c"))).toEqual(["a:1", "AS", "b\u00a0c"]);
    expect(language.words("a  bc").map(({ startOffset }) => startOffset)).toEqual([0, 3]);
  });

  test("quotes and escapes hold a word of ENV together", () => {
    expect(images(language.assignments(`a="b c"  'd e'=f g${escape} h`))).toEqual([
      `a="b c"`,
      "'d e'=f",
      `g${escape} h`,
    ]);
    expect(images(language.assignments("a\u2003b"))).toEqual(["a", "b"]);
    expect(images(language.assignments(`'a${escape}' b`))).toEqual([`'a${escape}'`, "b"]);
  });

  test("flags end at two dashes or at the first word without them", () => {
    const flags = language.flags(`--a --b="c d" --e='f${escape}' g' h --i`);
    expect(images(flags.flags)).toEqual(["--a", `--b="c d"`, `--e='f${escape}' g'`]);
    expect(flags.rest?.image).toBe("h --i");
    expect(language.flags("--a -- --b").rest?.image).toBe(" --b");
    expect(language.flags("--a").rest).toBeUndefined();
  });
});

describe("a JSON list of strings", () => {
  const language = new Language("\\");

  test("gives its strings as written", () => {
    expect(images(language.strings('["a" ,\t"\\u0041\\""]'))).toEqual(['"a"', '"\\u0041\\""']);
    expect(language.strings("[]")).toEqual([]);
  });

  test.each(["[1]", '["a"', '["a",]', '["a"] b', "['a']", '["\u0001"]', '["\\x"]', '["a" "b"]', "[", "]"])(
    "is not %s",
    (text) => {
      expect(language.strings(text)).toBeUndefined();
    },
  );
});

test("fields are cut at their first equals sign", () => {
  const fields = new Language("\\").fields("type=bind,ro,,a=b=c,d=,=e");
  expect(fields.map(({ key, equals, value }) => [key?.image, equals?.image, value?.image])).toEqual([
    ["type", "=", "bind"],
    ["ro", undefined, undefined],
    [undefined, undefined, undefined],
    ["a", "=", "b=c"],
    ["d", "=", undefined],
    [undefined, "=", "e"],
  ]);
});
