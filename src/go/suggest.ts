import { toLower, toUpper } from "./letter-case.ts";

/**
 * The first of the nearest options within an edit distance of 2, in the letter case of `word` where case does not
 * count; undefined where none is near or one is equal. @mirrors util/suggest Search
 */
export function suggest(word: string, options: Iterable<string>, caseSensitive: boolean): string | undefined {
  const wanted = caseSensitive ? word : toLower(word);
  let nearest: string | undefined;
  let least = 3;
  for (const given of options) {
    const option = caseSensitive ? given : toLower(given);
    if (option === wanted) return undefined;
    const distance = editDistance(wanted, option, least);
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

/** The least number of characters to insert, remove or replace; `limit` or more where it is not below `limit`. */
function editDistance(left: string, right: string, limit: number): number {
  const a = [...left];
  const b = [...right];
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const cost = Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1);
      next.push(cost);
      if (cost < least) least = cost;
    }
    if (least >= limit) return limit;
    row = next;
  }
  return row[b.length] as number;
}

function matchCase(option: string, word: string): string {
  if (word === toLower(word)) return toLower(option);
  return word === toUpper(word) ? toUpper(option) : option;
}
