import { describe, expect, test } from "vitest";
import { equalFold, foldKey, toLower, toUpper } from "./letter-case.ts";

describe("letters change one by one, whatever stands beside them", () => {
  test.each([
    ["RUN", "run", "RUN"],
    ["straße", "straße", "STRASSE".replace("SS", "ß")],
    ["ΣΑΣ", "σασ", "ΣΑΣ"],
    ["İI", "ii", "İI"],
    ["ı", "ı", "I"],
    ["ǅ", "ǆ", "Ǆ"],
    ["\u{10400}", "\u{10428}", "\u{10400}"],
    ["\u212a", "k", "\u212a"],
    ["ſ", "ſ", "S"],
  ])("%s", (text, lower, upper) => {
    expect(toLower(text)).toBe(lower);
    expect(toUpper(text)).toBe(upper);
  });

  test("invalid bytes become U+FFFD", () => {
    expect(toLower("A\udcff")).toBe("a\ufffd");
    expect(toUpper("a\udcff")).toBe("A\ufffd");
  });
});

describe("equalFold", () => {
  test.each([
    ["Scratch", "SCRATCH", true],
    ["k", "\u212a", true],
    ["s", "ſ", true],
    ["Σ", "ς", true],
    ["ß", "SS", false],
    ["i", "İ", false],
    ["i", "ı", false],
    ["a", "ab", false],
    ["\udcff", "\udcfe", true],
    ["\udcff", "\ufffd", true],
  ])("%s and %s", (left, right, equal) => {
    expect(equalFold(left, right)).toBe(equal);
    expect(foldKey(left) === foldKey(right)).toBe(equal);
  });
});
