/**
 * Text that came from bytes without loss: a byte that is not part of valid UTF-8 is the lone surrogate
 * U+DC00 + byte (U+DC80 to U+DCFF), as Go sees such bytes one at a time. Every other code unit is what it is.
 */

const byteSurrogateBase = 0xdc00;
// Larger argument lists leave V8's fast path.
const chunkUnits = 2048;

/** Whether a UTF-16 code unit stands for one invalid byte (where it is not the second half of a pair). */
export function isByteSurrogate(unit: number): boolean {
  return unit >= 0xdc80 && unit <= 0xdcff;
}

/** The text of bytes; each byte outside valid UTF-8 becomes one unit U+DC80 to U+DCFF. */
export function decodeUtf8(bytes: Uint8Array): string {
  const ascii = asciiLength(bytes, 0);
  if (ascii === bytes.length) return asciiText(bytes, 0, ascii);
  const parts: string[] = [asciiText(bytes, 0, ascii)];
  // Four spare units: a rune is never split over two chunks.
  const units = new Uint16Array(chunkUnits + 4);
  let used = 0;
  let at = ascii;
  while (at < bytes.length) {
    const byte = bytes[at] as number;
    if (byte < 0x80) {
      units[used++] = byte;
      at++;
    } else {
      const width = validSequenceLength(bytes, at);
      if (width === 0) {
        units[used++] = byteSurrogateBase + byte;
        at++;
      } else {
        const rune = sequenceRune(bytes, at, width);
        if (rune < 0x10000) units[used++] = rune;
        else {
          units[used++] = 0xd7c0 + (rune >> 10);
          units[used++] = 0xdc00 + (rune & 0x3ff);
        }
        at += width;
      }
    }
    if (used >= chunkUnits) {
      parts.push(unitsText(units, used));
      used = 0;
    }
  }
  parts.push(unitsText(units, used));
  return parts.join("");
}

/** The bytes of a text: U+DC80 to U+DCFF become the byte they stand for, any other lone surrogate U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text));
  let used = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      bytes[used++] = unit;
    } else if (unit < 0x800) {
      bytes[used++] = 0xc0 | (unit >> 6);
      bytes[used++] = 0x80 | (unit & 0x3f);
    } else if (unit >= 0xd800 && unit <= 0xdfff) {
      if (startsPair(text, at)) {
        const rune = text.codePointAt(at) as number;
        bytes[used++] = 0xf0 | (rune >> 18);
        bytes[used++] = 0x80 | ((rune >> 12) & 0x3f);
        bytes[used++] = 0x80 | ((rune >> 6) & 0x3f);
        bytes[used++] = 0x80 | (rune & 0x3f);
        at++;
      } else if (isByteSurrogate(unit)) {
        bytes[used++] = unit - byteSurrogateBase;
      } else {
        bytes[used++] = 0xef;
        bytes[used++] = 0xbf;
        bytes[used++] = 0xbd;
      }
    } else {
      bytes[used++] = 0xe0 | (unit >> 12);
      bytes[used++] = 0x80 | ((unit >> 6) & 0x3f);
      bytes[used++] = 0x80 | (unit & 0x3f);
    }
  }
  return bytes;
}

/** The number of bytes `encodeUtf8` makes of a text. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    if (unit < 0x800) length += 1;
    else if (unit < 0xd800 || unit > 0xdfff) length += 2;
    else if (startsPair(text, at)) {
      length += 2;
      at++;
    } else if (!isByteSurrogate(unit)) length += 2;
  }
  return length;
}

/** The number of bytes `encodeUtf8` makes of one code point of a text. */
export function runeLength(rune: number): number {
  if (rune < 0x80 || isByteSurrogate(rune)) return 1;
  if (rune < 0x800) return 2;
  return rune > 0xffff ? 4 : 3;
}

/** Whether a text is valid Unicode: it holds no byte surrogate and no other lone surrogate. */
export function isValidUtf8(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    if (!startsPair(text, at)) return false;
    at++;
  }
  return true;
}

/** The text with each invalid byte, and each other lone surrogate, replaced by U+FFFD. */
export function toValid(text: string): string {
  if (isValidUtf8(text)) return text;
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    if (startsPair(text, at)) {
      at++;
      continue;
    }
    parts.push(text.slice(from, at), "\ufffd");
    from = at + 1;
  }
  parts.push(text.slice(from));
  return parts.join("");
}

/**
 * The text read anew from its bytes: invalid bytes that came to stand side by side and are valid UTF-8 together
 * become the character they spell, as they are one in a Go string.
 */
export function rejoinBytes(text: string): string {
  return isValidUtf8(text) ? text : decodeUtf8(encodeUtf8(text));
}

function startsPair(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 0xd800 || unit > 0xdbff || at + 1 >= text.length) return false;
  const next = text.charCodeAt(at + 1);
  return next >= 0xdc00 && next <= 0xdfff;
}

function asciiLength(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && (bytes[at] as number) < 0x80) at++;
  return at - from;
}

function asciiText(bytes: Uint8Array, from: number, to: number): string {
  if (to - from <= chunkUnits) return textOfUnits(bytes.subarray(from, to));
  const parts: string[] = [];
  for (let at = from; at < to; at += chunkUnits)
    parts.push(textOfUnits(bytes.subarray(at, Math.min(at + chunkUnits, to))));
  return parts.join("");
}

function unitsText(units: Uint16Array, used: number): string {
  return textOfUnits(units.subarray(0, used));
}

function textOfUnits(units: Uint8Array | Uint16Array): string {
  // `apply` reads any array-like; its declared type asks for number[].
  return String.fromCharCode.apply(null, units as unknown as number[]);
}

/** The length of the valid sequence of two to four bytes at `at`, or 0: overlong forms and surrogates are invalid. */
function validSequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const width = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (at + width > bytes.length) return 0;
  const second = bytes[at + 1] as number;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let more = 2; more < width; more++) {
    if (((bytes[at + more] as number) & 0xc0) !== 0x80) return 0;
  }
  return width;
}

function sequenceRune(bytes: Uint8Array, at: number, width: number): number {
  let rune = (bytes[at] as number) & (0xff >> (width + 1));
  for (let more = 1; more < width; more++) rune = (rune << 6) | ((bytes[at + more] as number) & 0x3f);
  return rune;
}
