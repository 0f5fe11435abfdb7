import { isAscii } from "../../go/letter-case.ts";
import { isSpace } from "../../go/space.ts";
import { decodeUtf8, encodeUtf8 } from "../../text/utf8.ts";
import type { EscapeCharacter } from "../words/environment.ts";
import { languageOf } from "./escape-language.ts";

/** A flag without its quotes and escapes; offsets are into the joined line. */
export interface FlagText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A joined line in its three parts. */
export interface SplitLine {
  readonly keyword: string;
  readonly keywordStart: number;
  readonly flags: readonly FlagText[];
  /** Where what follows stands, without white space at its ends. */
  readonly restStart: number;
  readonly restEnd: number;
  /** What follows, where it is not the text at that place: a flag may end inside a character. */
  readonly odd?: string;
}

const noFlags: readonly FlagText[] = [];

/** Keyword, flags and rest of a joined line, or of a part of it. @mirrors frontend/dockerfile/parser splitCommand */
export function splitLine(line: string, escape: EscapeCharacter, from = 0, to = line.length): SplitLine {
  const keywordStart = skipSpace(line, from, to);
  const end = trailingSpaceStart(line, keywordStart, to);
  let keywordEnd = keywordStart;
  while (keywordEnd < end && !isBlank(line.charCodeAt(keywordEnd))) keywordEnd++;
  const keyword = line.slice(keywordStart, keywordEnd);
  // Here the reference takes bytes for characters: the bytes 85 and A0 are space to it.
  let at = keywordEnd;
  while (at < end && isByteSpace(line.charCodeAt(at))) at++;
  if (at + 1 < end && line.startsWith("--", at)) {
    return { keyword, keywordStart, ...readFlags(line.slice(at, end), at, escape) };
  }
  return { keyword, keywordStart, flags: noFlags, restStart: skipSpace(line, at, end), restEnd: end };
}

type FlagsAndPlace = Omit<SplitLine, "keyword" | "keywordStart">;

function readFlags(args: string, offset: number, escape: EscapeCharacter): FlagsAndPlace {
  const bytes = isAscii(args) ? undefined : encodeUtf8(args);
  const { flags, rest } = languageOf(escape).flags(bytes === undefined ? args : oneUnitAByte(bytes));
  const place = placeOf(bytes, offset);
  const texts: FlagText[] = [];
  for (const { image, startOffset } of flags) {
    const text = unquoted(image, escape);
    if (text !== "--") texts.push({ text, start: place(startOffset), end: place(startOffset + image.length) });
  }
  const argsEnd = offset + args.length;
  if (rest === undefined) return { flags: texts, restStart: argsEnd, restEnd: argsEnd };
  const restText = bytes === undefined ? rest.image : decodeUtf8(bytes.subarray(rest.startOffset));
  const from = skipSpace(restText, 0, restText.length);
  const found = { flags: texts, restStart: place(rest.startOffset) + from, restEnd: argsEnd };
  return argsEnd - found.restStart === restText.length - from ? found : { ...found, odd: restText.slice(from) };
}

/** From an offset into the bytes (undefined where they are the text) to one into the joined line; to be asked in order. */
function placeOf(bytes: Uint8Array | undefined, offset: number): (at: number) => number {
  if (bytes === undefined) return (at) => offset + at;
  let last = 0;
  let units = 0;
  return (at) => {
    units += decodeUtf8(bytes.subarray(last, at)).length;
    last = at;
    return offset + units;
  };
}

/** A flag without quotes and escapes; both quotes let escapes through. @mirrors parser extractBuilderFlags */
function unquoted(image: string, escape: EscapeCharacter): string {
  if (!/["'\\`]/.test(image)) return image;
  let text = "";
  let quote = "";
  for (let at = 0; at < image.length; at++) {
    const character = image.charAt(at);
    if (character === quote) quote = "";
    else if (character === escape) text += image.charAt(++at);
    else if (quote === "" && (character === '"' || character === "'")) quote = character;
    else text += character;
  }
  return text;
}

/** The reference reads each byte of a flag as a character of its own. */
function oneUnitAByte(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function skipSpace(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isSpace(text.charCodeAt(at))) at++;
  return at;
}

function trailingSpaceStart(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d && unit !== 0x0a);
}

function isByteSpace(unit: number): boolean {
  return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || unit === 0xdc85 || unit === 0xdca0;
}
