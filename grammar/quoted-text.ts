/**
 * The end of a word that starts with two dashes, or `offset` where none does. Both quotes and the escape character
 * protect white space; a quote that is not closed lasts to the end. The text's code units are bytes.
 */
export function flagWordEnd(text: string, offset: number, escape: string): number {
  if (!text.startsWith("--", offset)) return offset;
  const escapeUnit = escape.charCodeAt(0);
  let quote = 0;
  for (let at = offset; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (quote !== 0) {
      if (unit === quote) quote = 0;
      else if (unit === escapeUnit) at++;
    } else if (unit === 0x22 || unit === 0x27) quote = unit;
    else if (unit === escapeUnit) at++;
    else if (isByteSpace(unit)) return at;
  }
  return text.length;
}

/**
 * The end of a word of ENV, LABEL or ARG, or `offset` at white space. The escape character has no meaning in single
 * quotes.
 */
export function assignmentEnd(text: string, offset: number, escape: string): number {
  const escapeUnit = escape.charCodeAt(0);
  let quote = 0;
  for (let at = offset; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === escapeUnit && quote !== 0x27) at++;
    else if (quote !== 0) {
      if (unit === quote) quote = 0;
    } else if (unit === 0x22 || unit === 0x27) quote = unit;
    else if (isSpace(unit)) return at;
  }
  return text.length;
}

/** The end of a JSON string with both its quotes, or `offset` where there is none. */
export function jsonStringEnd(text: string, offset: number): number {
  if (text.charCodeAt(offset) !== 0x22) return offset;
  for (let at = offset + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) return at + 1;
    if (unit < 0x20) return offset;
    if (unit !== 0x5c) continue;
    at++;
    const letter = text.charAt(at);
    if (letter === "u") {
      if (!isHex(text, at + 1)) return offset;
      at += 4;
    } else if (letter === "" || !'"\\/bfnrt'.includes(letter)) return offset;
  }
  return offset;
}

function isHex(text: string, offset: number): boolean {
  for (let at = offset; at < offset + 4; at++) {
    const unit = text.charCodeAt(at);
    const letter = unit | 0x20;
    if (!((unit >= 0x30 && unit <= 0x39) || (letter >= 0x61 && letter <= 0x66))) return false;
  }
  return true;
}

/** White space among bytes: U+0085 and U+00A0 are single bytes here. */
function isByteSpace(unit: number): boolean {
  return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || unit === 0x85 || unit === 0xa0;
}

function isSpace(unit: number): boolean {
  if (unit < 0x1680) return isByteSpace(unit);
  if (unit > 0x3000) return false;
  return (
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}
