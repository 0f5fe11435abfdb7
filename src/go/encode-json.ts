import { isByteSurrogate, rejoinBytes } from "../text/utf8.ts";
import { compareCodePoints } from "./code-point-order.ts";

/** What Go's encoder can be given. A number is an integer within 2^53 or a finite double; a larger integer is a bigint. */
export type JsonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly JsonValue[]
  | JsonStruct
  | JsonMap
  | JsonText;

/** A Go struct: members in the order given; an `undefined` one is left out (omitempty is the caller's to decide). */
export interface JsonStruct {
  readonly kind: "struct";
  readonly members: Readonly<Record<string, JsonValue | undefined>>;
}

/** A Go map: members with keys of their own, sorted by the bytes of these when they are written. */
export interface JsonMap {
  readonly kind: "map";
  readonly entries: readonly (readonly [string, JsonValue])[];
}

/** JSON that is written already, without spaces: what comes by the thousands is written by a function of its own. */
export interface JsonText {
  readonly kind: "text";
  readonly text: string;
}

/** A struct to encode, from its members in Go's field order. */
export function struct(members: Readonly<Record<string, JsonValue | undefined>>): JsonStruct {
  return { kind: "struct", members };
}

/** A map to encode; no two entries have the same key. */
export function map(entries: Iterable<readonly [string, JsonValue]>): JsonMap {
  return { kind: "map", entries: [...entries] };
}

/** The JSON text Go writes: no space, `<>&` and U+2028/9 escaped, invalid bytes `\ufffd`. @mirrors encoding/json Marshal */
export function encodeJson(value: JsonValue): string {
  if (value === null) return "null";
  if (typeof value === "string") return encodeJsonString(value);
  if (typeof value !== "object") return Object.is(value, -0) ? "-0" : String(value);
  if (isList(value)) return encodeList(value);
  if (value.kind === "text") return value.text;
  return value.kind === "struct" ? encodeStruct(value.members) : encodeMap(value);
}

function encodeList(list: readonly JsonValue[]): string {
  return `[${joined(list, encodeJson)}]`;
}

const chunkLength = 64;

/**
 * The texts of some items with commas between. Few are put behind each other, which copies nothing. Of many such a text
 * would be a chain of millions of parts, which the garbage collector copies at each turn: some at a time become one.
 */
function joined<Item>(items: readonly Item[], textOf: (item: Item) => string): string {
  if (items.length > chunkLength) return chunksOf(items, textOf).join();
  let text = "";
  for (let at = 0; at < items.length; at++) text += (at === 0 ? "" : ",") + textOf(items[at] as Item);
  return text;
}

function chunksOf<Item>(items: readonly Item[], textOf: (item: Item) => string): readonly string[] {
  const chunks: string[] = [];
  for (let from = 0; from < items.length; from += chunkLength) {
    const texts: string[] = [];
    for (let at = from; at < Math.min(from + chunkLength, items.length); at++) texts.push(textOf(items[at] as Item));
    chunks.push(texts.join());
  }
  return chunks;
}

function encodeStruct(members: JsonStruct["members"]): string {
  let text = "";
  for (const key of Object.keys(members)) {
    const member = members[key];
    if (member !== undefined) text += (text === "" ? "" : ",") + memberText(key, member);
  }
  return `{${text}}`;
}

function encodeMap(value: JsonMap): string {
  return `{${joined(membersOf(value), ([key, member]) => memberText(key, member))}}`;
}

function memberText(key: string, member: JsonValue): string {
  return `${encodeJsonString(key)}:${encodeJson(member)}`;
}

/** As `encodeJson`, one member a line, each level indented by `indent`. @mirrors encoding/json MarshalIndent */
export function encodeJsonIndented(value: JsonValue, indent: string): string {
  return indented(value, indent, "\n");
}

/** A JSON string literal as Go writes it. */
export function encodeJsonString(text: string): string {
  let at = 0;
  while (at < text.length && isSafe(text.charCodeAt(at))) at++;
  if (at === text.length) return `"${text}"`;
  return escapedString(rejoinBytes(text), at);
}

function isList(value: readonly JsonValue[] | JsonStruct | JsonMap | JsonText): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function membersOf(value: JsonStruct | JsonMap): (readonly [string, JsonValue])[] {
  if (value.kind === "map") return value.entries.toSorted(([a], [b]) => compareCodePoints(a, b));
  const members: (readonly [string, JsonValue])[] = [];
  for (const key of Object.keys(value.members)) {
    const member = value.members[key];
    if (member !== undefined) members.push([key, member]);
  }
  return members;
}

function indented(value: JsonValue, indent: string, newline: string): string {
  if (value === null || typeof value !== "object") return encodeJson(value);
  const inner = newline + indent;
  if (isList(value)) {
    if (value.length === 0) return "[]";
    return `[${inner}${value.map((element) => indented(element, indent, inner)).join(`,${inner}`)}${newline}]`;
  }
  if (value.kind === "text") return value.text;
  const members = membersOf(value).map(
    ([key, member]) => `${encodeJsonString(key)}: ${indented(member, indent, inner)}`,
  );
  return members.length === 0 ? "{}" : `{${inner}${members.join(`,${inner}`)}${newline}}`;
}

/** ASCII that needs no escape: printable and DEL, but not `"`, `\`, `<`, `>`, `&`. */
function isSafe(unit: number): boolean {
  return (
    unit >= 0x20 && unit < 0x80 && unit !== 0x22 && unit !== 0x5c && unit !== 0x3c && unit !== 0x3e && unit !== 0x26
  );
}

const shortEscapes: Readonly<Record<number, string>> = {
  8: "\\b",
  9: "\\t",
  10: "\\n",
  12: "\\f",
  13: "\\r",
  34: '\\"',
  92: "\\\\",
};

/** `safe` is how many units at the start need no escape. */
function escapedString(text: string, safe: number): string {
  let result = '"';
  let from = 0;
  for (let at = safe; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (isSafe(unit)) continue;
    if (unit >= 0x80 && unit !== 0x2028 && unit !== 0x2029 && !isByteAlone(text, at)) continue;
    result += text.slice(from, at) + (isByteSurrogate(unit) ? "\\ufffd" : (shortEscapes[unit] ?? unicodeEscape(unit)));
    from = at + 1;
  }
  return `${result}${text.slice(from)}"`;
}

function isByteAlone(text: string, at: number): boolean {
  if (!isByteSurrogate(text.charCodeAt(at))) return false;
  const before = at > 0 ? text.charCodeAt(at - 1) : 0;
  return before < 0xd800 || before > 0xdbff;
}

function unicodeEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
