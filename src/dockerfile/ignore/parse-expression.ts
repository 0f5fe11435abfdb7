import { parseClass } from "./parse-class.ts";
import { type ExpressionReader, readEscapedRune, readEscapedSet } from "./parse-escape.ts";
import type { Expression, RuneSet, Step } from "./run-expression.ts";

/**
 * The steps of an expression that a pattern made: literals, classes, `*` after a class, `(.*\/)?`, anchors and Go's
 * escapes. Throws a GoError where Go can not compile it. @mirrors regexp/syntax Parse, what of it a pattern can reach
 */
export function parseExpression(source: string): Expression {
  const reader: ExpressionReader = { characters: [...source], at: 0 };
  const steps: Step[] = [];
  while (reader.at < reader.characters.length) readStep(reader, steps);
  return steps;
}

function readStep(reader: ExpressionReader, steps: Step[]): void {
  const character = reader.characters[reader.at++] as string;
  switch (character) {
    case "^":
      steps.push({ kind: "assert", assertion: "begin" });
      return;
    case "$":
      steps.push({ kind: "assert", assertion: "end" });
      return;
    case "(":
      // A pattern's own parentheses are escaped: this is `(.*/)?`.
      reader.at += 5;
      steps.push({ kind: "folders" });
      return;
    case ".":
      pushRepeatable(reader, steps, (rune) => rune !== 0x0a);
      return;
    case "[":
      pushRepeatable(reader, steps, parseClass(reader));
      return;
    case "\\":
      readEscapedStep(reader, steps);
      return;
    default:
      steps.push(literal(character));
  }
}

/** Only what a pattern's `*` made can be repeated, and that ends in a class. */
function pushRepeatable(reader: ExpressionReader, steps: Step[], set: RuneSet): void {
  const isRepeated = reader.characters[reader.at] === "*";
  if (isRepeated) reader.at++;
  steps.push(isRepeated ? { kind: "any", set } : { kind: "one", set });
}

function readEscapedStep(reader: ExpressionReader, steps: Step[]): void {
  const assertion = assertions[reader.characters[reader.at] ?? ""];
  if (assertion !== undefined) {
    reader.at++;
    steps.push({ kind: "assert", assertion });
  } else if (reader.characters[reader.at] === "Q") {
    reader.at++;
    while (reader.at < reader.characters.length) {
      const character = reader.characters[reader.at++] as string;
      if (character === "\\" && reader.characters[reader.at] === "E") {
        reader.at++;
        return;
      }
      steps.push(literal(character));
    }
  } else {
    const set = readEscapedSet(reader);
    steps.push(set === undefined ? literalRune(readEscapedRune(reader)) : { kind: "one", set });
  }
}

const assertions: Readonly<Record<string, "begin" | "end" | "word-boundary" | "no-word-boundary">> = {
  A: "begin",
  z: "end",
  b: "word-boundary",
  B: "no-word-boundary",
};

function literal(character: string): Step {
  return literalRune(character.codePointAt(0) as number);
}

function literalRune(wanted: number): Step {
  return { kind: "one", set: (rune) => rune === wanted };
}
