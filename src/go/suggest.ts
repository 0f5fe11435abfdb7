import { toLower, toUpper } from "./letter-case.ts";

/**
 * The first of the nearest options within an edit distance of 2, in the letter case of `word` where case does not
 * count; undefined where none is near or one is equal. @mirrors util/suggest Search
 */
export function suggest(word: string, options: Iterable<string>, caseSensitive: boolean): string | undefined {
  const wanted = caseSensitive ? word : toLower(word);
  const near = nearnessTo(wanted);
  let nearest: string | undefined;
  let least = limit;
  for (const given of options) {
    const option = caseSensitive ? given : toLower(given);
    if (option === wanted) return undefined;
    const distance = near(option, least);
    if (distance >= least) continue;
    least = distance;
    nearest = option;
  }
  if (nearest === undefined || nearest === "") return undefined;
  return caseSensitive ? nearest : matchCase(nearest, word);
}

/** A text and a suggestion as the reference joins them: `text (did you mean x?)`. @mirrors util/suggest WrapError */
export function withSuggestion(text: string, suggestion: string | undefined): string {
  return suggestion === undefined ? text : `${text} (did you mean ${suggestion}?)`;
}

/** What differs by this many characters is not meant. */
const limit = 3;

/**
 * The number of characters to insert, remove or replace in `wanted` to make another text of it; the bound where it is
 * not below that. Takes time linear in the shorter text, and most texts are told apart by what letters they have.
 */
function nearnessTo(wanted: string): (option: string, bound: number) => number {
  const letters = lettersOf(wanted);
  let characters: ArrayLike<string> | undefined;
  return (option, bound) => {
    // A character is one or two code units.
    if (option.length > 2 * (wanted.length + bound) || wanted.length > 2 * (option.length + bound)) return bound;
    // Each edit makes two letters differ at most: one that goes, one that comes.
    if (bitCount(letters ^ lettersOf(option)) > 2 * (bound - 1)) return bound;
    characters ??= charactersOf(wanted);
    const other = charactersOf(option);
    return editDistance(
      { text: characters, start: 0, end: characters.length },
      { text: other, start: 0, end: other.length },
      bound,
    );
  };
}

/** A bit for each letter, those that are 32 apart sharing one; the second half of a pair has none. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0xdc00 || unit > 0xdfff) letters |= 1 << (unit & 31);
  }
  return letters;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
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
