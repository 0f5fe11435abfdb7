import { toLower, toUpper } from "../../go/letter-case.ts";
import { keywords } from "../ast/instructions.ts";

const letterBits = keywords.map(bitsOf);
const upperKeywords = keywords.map(toUpper);

/**
 * The keywords in upper case that a word may be a misspelling of: those of which it lacks at most two letters. What is
 * left out is too far away to be suggested, and a file may have many unknown words.
 */
export function similarKeywords(word: string): readonly string[] {
  const bits = bitsOf(toLower(word));
  return upperKeywords.filter((_, index) => hasAtMostTwoBits((letterBits[index] as number) & ~bits));
}

/** A bit for each letter from a to z that a text has. */
function bitsOf(text: string): number {
  let bits = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at) - 0x61;
    if (letter >= 0 && letter < 26) bits |= 1 << letter;
  }
  return bits;
}

function hasAtMostTwoBits(bits: number): boolean {
  const withoutFirst = bits & (bits - 1);
  return (withoutFirst & (withoutFirst - 1)) === 0;
}
