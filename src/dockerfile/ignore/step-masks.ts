import type { Assertion, RuneSet, Step } from "./expression.ts";
import { isWordRune } from "./expression.ts";

/** Places of an expression as bits, 32 a word: place n is before step n, the last one behind all steps. */
export type Places = Int32Array;

/** What a character does at each place: `one` moves on from it, `any` stays there. */
export interface Moves {
  readonly one: Places;
  readonly any: Places;
}

/** Caches are emptied where they would hold more words than this: characters are many, expressions long. */
const mostWords = 1 << 20;

/** The places of an expression by what can be done there. */
export class StepMasks {
  readonly words: number;
  /** Where an alternative starts. */
  readonly starts: Places;
  /** Where one has matched. */
  readonly finals: Places;
  readonly folders: Places;
  /** Whether each alternative can match at the beginning of a text only. */
  readonly isAnchored: boolean;
  readonly #steps: readonly Step[];
  readonly #literals = new Map<number, number[]>();
  readonly #sets = new Map<RuneSet, { readonly one: number[]; readonly any: number[] }>();
  readonly #moves = new Map<number, Moves>();
  readonly #passes = new Map<number, Places>();

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
    this.words = (steps.length >> 5) + 1;
    const ends = [...steps.keys()].filter((at) => steps[at]?.kind === "or");
    const starts = [0, ...ends.map((at) => at + 1)];
    this.starts = this.#placesAt(starts);
    this.finals = this.#placesAt([...ends, steps.length]);
    this.folders = this.#placesOf(({ kind }) => kind === "folders");
    this.isAnchored = starts.every((at) => isBegin(steps[at]));
    for (const [at, step] of steps.entries()) this.#index(step, at);
  }

  /** What a code point does. */
  moves(rune: number): Moves {
    let moves = this.#moves.get(rune);
    if (moves !== undefined) return moves;
    moves = { one: new Int32Array(this.words), any: new Int32Array(this.words) };
    setBits(moves.one, this.#literals.get(rune) ?? []);
    for (const [set, { one, any }] of this.#sets) {
      if (!set(rune)) continue;
      setBits(moves.one, one);
      setBits(moves.any, any);
    }
    if (2 * this.words * this.#moves.size > mostWords) this.#moves.clear();
    this.#moves.set(rune, moves);
    return moves;
  }

  /** The places from which the next one is reached without a character; -1 stands for no character. */
  passes(before: number, after: number): Places {
    const isBoundary = isWordRune(before) !== isWordRune(after);
    const key = (before < 0 ? 1 : 0) | (after < 0 ? 2 : 0) | (isBoundary ? 4 : 0);
    let places = this.#passes.get(key);
    if (places === undefined) {
      const holding: Readonly<Record<Assertion, boolean>> = {
        begin: before < 0,
        end: after < 0,
        "word-boundary": isBoundary,
        "no-word-boundary": !isBoundary,
      };
      places = this.#placesOf((step) => isPassable(step, holding));
      this.#passes.set(key, places);
    }
    return places;
  }

  #index(step: Step, at: number): void {
    if (step.kind === "literal") {
      const places = this.#literals.get(step.rune);
      if (places === undefined) this.#literals.set(step.rune, [at]);
      else places.push(at);
    } else if (step.kind === "one" || step.kind === "any") {
      let places = this.#sets.get(step.set);
      if (places === undefined) this.#sets.set(step.set, (places = { one: [], any: [] }));
      places[step.kind].push(at);
    }
  }

  #placesOf(wanted: (step: Step) => boolean): Places {
    return this.#placesAt([...this.#steps.keys()].filter((at) => wanted(this.#steps[at] as Step)));
  }

  #placesAt(bits: readonly number[]): Places {
    const places = new Int32Array(this.words);
    setBits(places, bits);
    return places;
  }
}

function isBegin(step: Step | undefined): boolean {
  return step?.kind === "assert" && step.assertion === "begin";
}

function isPassable(step: Step, holding: Readonly<Record<Assertion, boolean>>): boolean {
  if (step.kind === "assert") return holding[step.assertion];
  if (step.kind === "literal" || step.kind === "one") return step.isOptional;
  return step.kind === "any" || step.kind === "folders";
}

function setBits(places: Places, bits: readonly number[]): void {
  for (const bit of bits) places[bit >> 5] = (places[bit >> 5] as number) | (1 << (bit & 31));
}
