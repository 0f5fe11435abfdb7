import { isByteSurrogate } from "../../text/utf8.ts";

/** Whether a code point is one that a step takes. */
export type RuneSet = (rune: number) => boolean;

/** A place where no character is taken: what must hold there. */
export type Assertion = "begin" | "end" | "word-boundary" | "no-word-boundary";

/** A step of an expression. `folders` is `(.*\/)?`: nothing, or anything but line feeds up to a slash. */
export type Step =
  | { readonly kind: "one"; readonly set: RuneSet }
  | { readonly kind: "any"; readonly set: RuneSet }
  | { readonly kind: "folders" }
  | { readonly kind: "assert"; readonly assertion: Assertion };

/** Steps one after the other: what a pattern makes has no alternatives. */
export type Expression = readonly Step[];

/**
 * Whether the expression matches, from its start, any prefix of the text that ends at one of `ends` (ascending offsets),
 * that place then being the text's end. One pass over the text with the set of all steps reached so far: the time is
 * the text's length times the expression's at most.
 */
export function matchesPrefix(expression: Expression, text: string, ends: readonly number[]): boolean {
  let reached = new StepSet(expression.length);
  let following = new StepSet(expression.length);
  reached.add(0);
  let before = -1;
  let nextEnd = 0;
  for (let at = 0; at <= text.length && reached.size > 0; ) {
    const rune = at < text.length ? runeAt(text, at) : -1;
    if (ends[nextEnd] === at) {
      nextEnd++;
      const atEnd = reached.copy();
      follow(expression, atEnd, before, -1);
      if (atEnd.has(2 * expression.length)) return true;
      if (nextEnd === ends.length) return false;
    }
    follow(expression, reached, before, rune);
    if (reached.has(2 * expression.length)) return true;
    following.clear();
    for (let index = 0; index < reached.size; index++) take(expression, reached.at(index), rune, following);
    [reached, following] = [following, reached];
    before = rune;
    at += rune > 0xffff ? 2 : 1;
  }
  return false;
}

/**
 * Places in an expression, each once, in the order they were reached: `2 * step` is before a step, `2 * step + 1`
 * inside the folders of one.
 */
class StepSet {
  size = 0;
  private readonly places: Int32Array;
  private readonly rank: Int32Array;

  constructor(steps: number) {
    this.places = new Int32Array(2 * steps + 2);
    this.rank = new Int32Array(2 * steps + 2);
  }

  at(index: number): number {
    return this.places[index] as number;
  }

  has(place: number): boolean {
    const rank = this.rank[place] as number;
    return rank < this.size && this.places[rank] === place;
  }

  add(place: number): void {
    if (this.has(place)) return;
    this.rank[place] = this.size;
    this.places[this.size++] = place;
  }

  clear(): void {
    this.size = 0;
  }

  copy(): StepSet {
    const copy = new StepSet(this.places.length / 2 - 1);
    for (let index = 0; index < this.size; index++) copy.add(this.at(index));
    return copy;
  }
}

/** Adds the places that are reached without taking a character. */
function follow(expression: Expression, reached: StepSet, before: number, after: number): void {
  for (let index = 0; index < reached.size; index++) {
    const place = reached.at(index);
    const step = place % 2 === 0 ? expression[place / 2] : undefined;
    if (step === undefined || step.kind === "one") continue;
    if (step.kind === "folders") reached.add(place + 1);
    if (step.kind !== "assert" || holds(step.assertion, before, after)) reached.add(place + 2);
  }
}

/** Adds the places that are reached by taking a character. */
function take(expression: Expression, place: number, rune: number, following: StepSet): void {
  if (place % 2 === 1) {
    if (rune !== 0x0a) following.add(place);
    if (rune === 0x2f) following.add(place + 1);
    return;
  }
  const step = expression[place / 2];
  if (step?.kind === "one" && step.set(rune)) following.add(place + 2);
  if (step?.kind === "any" && step.set(rune)) following.add(place);
}

function holds(assertion: Assertion, before: number, after: number): boolean {
  switch (assertion) {
    case "begin":
      return before < 0;
    case "end":
      return after < 0;
    case "word-boundary":
      return isWordRune(before) !== isWordRune(after);
    case "no-word-boundary":
      return isWordRune(before) === isWordRune(after);
  }
}

/** Whether a code point is a letter, digit or underscore of ASCII. */
export function isWordRune(rune: number): boolean {
  if (rune >= 0x30 && rune <= 0x39) return true;
  return rune === 0x5f || ((rune | 0x20) >= 0x61 && (rune | 0x20) <= 0x7a && rune < 0x80);
}

function runeAt(text: string, at: number): number {
  const rune = text.codePointAt(at) as number;
  return isByteSurrogate(rune) ? 0xfffd : rune;
}
