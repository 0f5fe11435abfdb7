import { describe, expect, it } from "vitest";
import { defaultLintConfig, parseLintOptions } from "./lint-config.ts";

describe("parseLintOptions", () => {
  it("takes nothing for the defaults", () => {
    expect(parseLintOptions(" \t")).toEqual(defaultLintConfig);
  });

  it("reads lists, all and a boolean, blanks around them left out", () => {
    expect(parseLintOptions("skip= A , B ; error = 1 ;experimental=all")).toEqual({
      ...defaultLintConfig,
      skipRules: ["A", "B"],
      returnAsError: true,
      experimentalAll: true,
    });
  });

  it("keeps both of a list and all for one key", () => {
    expect(parseLintOptions("skip=A;skip=all")).toMatchObject({ skipAll: true, skipRules: ["A"] });
    expect(parseLintOptions("skip=A;skip=B")).toMatchObject({ skipAll: false, skipRules: ["B"] });
  });

  it("takes what follows the second semicolon for one option", () => {
    expect(parseLintOptions("skip=A;skip=B;skip=C;x")).toMatchObject({ skipRules: ["C;x"] });
  });

  it.each([
    ["foo", 'invalid check option "foo"'],
    ["foo =1", 'invalid check option "foo"'],
    ["skip", 'invalid check option "skip"'],
    ["skip=A; ;", 'invalid check option " "'],
    ["error=x", 'failed to parse check option "error=x": strconv.ParseBool: parsing "x": invalid syntax'],
  ])("refuses %j", (text, message) => {
    expect(() => parseLintOptions(text)).toThrow(message);
  });
});
