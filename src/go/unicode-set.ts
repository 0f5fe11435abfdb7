import { digitFlips, letterFlips, printableFlips } from "./unicode-tables.gen.ts";

/** Whether a code point is one that Go prints as it is in a quoted string. @mirrors strconv IsPrint */
export function isPrintable(rune: number): boolean {
  if (rune < 0x7f) return rune >= 0x20;
  printable ??= flipsOf(printableFlips);
  return isInside(printable, rune);
}

/** Whether a code point is a letter (general category L). @mirrors unicode IsLetter */
export function isLetter(rune: number): boolean {
  if (rune < 0x80) return (rune | 0x20) >= 0x61 && (rune | 0x20) <= 0x7a;
  letters ??= flipsOf(letterFlips);
  return isInside(letters, rune);
}

/** Whether a code point is a decimal digit (general category Nd). @mirrors unicode IsDigit */
export function isDigit(rune: number): boolean {
  if (rune < 0x80) return rune >= 0x30 && rune <= 0x39;
  digits ??= flipsOf(digitFlips);
  return isInside(digits, rune);
}

let printable: Int32Array | undefined;
let letters: Int32Array | undefined;
let digits: Int32Array | undefined;

function flipsOf(text: string): Int32Array {
  const words = text.split(" ");
  const flips = new Int32Array(words.length);
  let at = 0;
  words.forEach((word, index) => {
    at += Number.parseInt(word, 36);
    flips[index] = at;
  });
  return flips;
}

/** Inside after an odd number of flips. */
function isInside(flips: Int32Array, rune: number): boolean {
  let low = 0;
  let high = flips.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((flips[middle] as number) <= rune) low = middle + 1;
    else high = middle;
  }
  return (low & 1) === 1;
}
