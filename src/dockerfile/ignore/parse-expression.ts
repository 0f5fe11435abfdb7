import { GoError } from "../../go/go-error.ts";
import type { RuneSet, Step } from "./expression.ts";
import { badPattern } from "./messages.ts";
import { parseClass } from "./parse-class.ts";
import { type ExpressionReader, expressionReader, readEscapedRune, readEscapedSet } from "./parse-escape.ts";
import { readRepeat, repeated } from "./parse-repeat.ts";

/** Go compiles no longer expression; each step is at least one of its instructions. */
const mostSteps = Math.floor((128 << 20) / 40);

/**
 * The steps of an expression that a pattern made: literals, classes, `*` after a class, `(.*\/)?`, anchors, and what of
 * Go's syntax the reference leaves unescaped: escapes, `|`, `{2,3}`. Throws a GoError where Go can not compile it.
 * @mirrors regexp/syntax Parse, what of it a pattern can reach
 */
export function parseExpression(source: string): readonly Step[] {
  const reader = expressionReader(source);
  const steps: Step[] = [];
  // Whether what was read last is a repetition itself: Go refuses to repeat it.
  let isRepeated = false;
  while (reader.at < reader.characters.length) {
    const repeat = readRepeat(reader);
    if (repeat === undefined) isRepeated = readSteps(reader, steps);
    else {
      const last = steps.pop();
      if (isRepeated || last === undefined || last.kind === "or") throw new GoError(badPattern);
      for (const step of repeated(last, repeat)) steps.push(step);
      isRepeated = true;
    }
    if (steps.length > mostSteps) throw new GoError(badPattern);
  }
  return steps;
}

/** Reads on by one step, or by quoted literals; true for a step that repeats. */
function readSteps(reader: ExpressionReader, steps: Step[]): boolean {
  const character = reader.characters[reader.at++] as string;
  switch (character) {
    case "^":
      steps.push({ kind: "assert", assertion: "begin" });
      return false;
    case "$":
      steps.push({ kind: "assert", assertion: "end" });
      return false;
    case "|":
      steps.push({ kind: "or" });
      return false;
    case "(":
      // A pattern's own parentheses are escaped: this is `(.*/)?`.
      reader.at += 5;
      steps.push({ kind: "folders" });
      return true;
    case ".":
      return pushStarred(reader, steps, isNoLineFeed);
    case "[":
      return pushStarred(reader, steps, parseClass(reader));
    case "\\":
      readEscapedSteps(reader, steps);
      return false;
    default:
      steps.push(literal(character));
      return false;
  }
}

const isNoLineFeed: RuneSet = (rune) => rune !== 0x0a;

/** A class, with the `*` that a pattern's `*` made of it. */
function pushStarred(reader: ExpressionReader, steps: Step[], set: RuneSet): boolean {
  const isStarred = reader.characters[reader.at] === "*";
  if (isStarred) reader.at++;
  steps.push(isStarred ? { kind: "any", set } : { kind: "one", set, isOptional: false });
  return isStarred;
}

function readEscapedSteps(reader: ExpressionReader, steps: Step[]): void {
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
    steps.push(set === undefined ? literalRune(readEscapedRune(reader)) : { kind: "one", set, isOptional: false });
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

function literalRune(rune: number): Step {
  return { kind: "literal", rune, isOptional: false };
}
