import { toLower, toUpper } from "./letter-case.ts";

/**
 * The first of the nearest options within an edit distance of 2, in the letter case of `word` where case does not
 * count; undefined where none is near or one is equal. @mirrors util/suggest Search
 */
export function suggest(word: string, options: Iterable<string>, caseSensitive: boolean): string | undefined {
  const search = new NearestSearch(caseSensitive ? word : toLower(word));
  for (const given of options) {
    search.offer(caseSensitive ? given : toLower(given));
    if (search.foundEqual) return undefined;
  }
  const { nearest } = search;
  return nearest === undefined || caseSensitive ? nearest : matchCase(nearest, word);
}

/** A text and a suggestion as the reference joins them: `text (did you mean x?)`. @mirrors util/suggest WrapError */
export function withSuggestion(text: string, suggestion: string | undefined): string {
  return suggestion === undefined ? text : `${text} (did you mean ${suggestion}?)`;
}

/** What differs by this many characters is not meant. */
const limit = 3;

/**
 * What `suggest` finds, of options that come one after the other: who holds many and is asked often keeps their letters,
 * and offers only what `mayTake` lets through. Most are told apart by what letters they have.
 */
export class NearestSearch {
  readonly #wanted: string;
  readonly #letters: number;
  #characters: ArrayLike<string> | undefined;
  #least = limit;
  #nearest: string | undefined;

  constructor(wanted: string) {
    this.#wanted = wanted;
    this.#letters = lettersOf(wanted);
  }

  /** Whether an option was the text itself: then nothing else is meant. */
  get foundEqual(): boolean {
    return this.#least === 0;
  }

  /** The first of the nearest options so far; undefined where none is near, or one is equal. */
  get nearest(): string | undefined {
    return this.foundEqual || this.#nearest === "" ? undefined : this.#nearest;
  }

  /** Whether a text with these letters may be nearer than all before. An edit makes two differ: one goes, one comes. */
  mayTake(letters: number): boolean {
    return bitCount(this.#letters ^ letters) <= 2 * (this.#least - 1);
  }

  /** Whether an option would be taken. */
  isNearer(option: string): boolean {
    return this.#distance(option) < this.#least;
  }

  offer(option: string): void {
    const distance = this.#distance(option);
    if (distance >= this.#least) return;
    this.#least = distance;
    this.#nearest = option;
  }

  /**
   * The number of characters to insert, remove or replace in the wanted text to make the option of it; the least so far
   * where it is not below that. Takes time linear in the shorter text.
   */
  #distance(option: string): number {
    const bound = this.#least;
    const wanted = this.#wanted;
    // A character is one or two code units.
    if (option.length > 2 * (wanted.length + bound) || wanted.length > 2 * (option.length + bound)) return bound;
    if (!this.mayTake(lettersOf(option))) return bound;
    this.#characters ??= charactersOf(wanted);
    const other = charactersOf(option);
    return editDistance(
      { text: this.#characters, start: 0, end: this.#characters.length },
      { text: other, start: 0, end: other.length },
      bound,
    );
  }
}

/** A bit for each letter, those that are 32 apart sharing one; the second half of a pair has none. */
export function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0xdc00 || unit > 0xdfff) letters |= 1 << (unit & 31);
  }
  return letters;
}

/** How many bits of 32 are set: summed by pairs, fours and bytes. */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

/** A text's characters: the text itself where each is one code unit. */
function charactersOf(text: string): ArrayLike<string> {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 0xd800) return [...text];
  return text;
}

/** A part of a text; `end` is behind its last character. */
interface Part {
  readonly text: ArrayLike<string>;
  readonly start: number;
  readonly end: number;
}

/** Where two parts first differ something was replaced, removed or put in: each is tried, at most twice in a row. */
function editDistance(left: Part, right: Part, bound: number): number {
  let [from, to] = [left.start, left.end];
  let [otherFrom, otherTo] = [right.start, right.end];
  if (Math.abs(to - from - (otherTo - otherFrom)) >= bound) return bound;
  while (from < to && otherFrom < otherTo && left.text[from] === right.text[otherFrom]) from++, otherFrom++;
  while (from < to && otherFrom < otherTo && left.text[to - 1] === right.text[otherTo - 1]) to--, otherTo--;
  if (from === to || otherFrom === otherTo) return Math.min(to - from + (otherTo - otherFrom), bound);
  if (bound === 1) return 1;
  const [shorter, otherShorter] = [
    { text: left.text, start: from + 1, end: to },
    { text: right.text, start: otherFrom + 1, end: otherTo },
  ];
  const replaced = editDistance(shorter, otherShorter, bound - 1);
  const removed = editDistance(shorter, { ...otherShorter, start: otherFrom }, bound - 1);
  const added = editDistance({ ...shorter, start: from }, otherShorter, bound - 1);
  return 1 + Math.min(replaced, removed, added);
}

function matchCase(option: string, word: string): string {
  if (word === toLower(word)) return toLower(option);
  return word === toUpper(word) ? toUpper(option) : option;
}
