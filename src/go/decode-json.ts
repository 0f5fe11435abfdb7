import { encodeUtf8 } from "../text/utf8.ts";
import { GoError } from "./go-error.ts";
import { decodeJsonString } from "./json-string.ts";
import { jsonCharacter, jsonDepth, jsonEnd } from "./messages.ts";
import { quote } from "./quote.ts";

/** A JSON value as written; `at` is its offset in the text in UTF-16 units. */
export type JsonNode = JsonLiteral | JsonArray | JsonObject;

/** A value without parts: a number is its text, a string's `raw` is what stands between its quotes. */
export type JsonLiteral =
  | { readonly kind: "null"; readonly at: number }
  | { readonly kind: "bool"; readonly at: number; readonly value: boolean }
  | { readonly kind: "number"; readonly at: number; readonly text: string }
  | { readonly kind: "string"; readonly at: number; readonly value: string; readonly raw: string };

export interface JsonArray {
  readonly kind: "array";
  readonly at: number;
  readonly items: JsonNode[];
}

/** Members in order, repeated keys included; keys are unescaped. */
export interface JsonObject {
  readonly kind: "object";
  readonly at: number;
  readonly members: (readonly [key: string, value: JsonNode])[];
}

/**
 * The value of a JSON text, in linear time and constant stack; throws a GoError with Go's words at the first character
 * that is wrong, and below 10,000 levels. Invalid bytes and lone surrogates in strings become U+FFFD.
 * @mirrors encoding/json Unmarshal
 */
export function decodeJson(text: string): JsonNode {
  return new JsonReader(text).read();
}

const deepest = 10_000;
const closeBracket = 0x5d;
const closeBrace = 0x7d;
const comma = 0x2c;
const colon = 0x3a;
const quotation = 0x22;

interface Container {
  readonly node: JsonArray | JsonObject;
  key: string;
}

class JsonReader {
  private readonly text: string;
  private at = 0;
  private readonly open: Container[] = [];

  constructor(text: string) {
    this.text = text;
  }

  read(): JsonNode {
    for (;;) {
      const begun = this.beginValue();
      if (begun === undefined) continue;
      const whole = this.endValue(begun);
      if (whole !== undefined) return whole;
    }
  }

  /** A complete literal or empty container, or undefined where a container was opened and its first value follows. */
  private beginValue(): JsonNode | undefined {
    const at = this.skipSpace();
    switch (this.text.charAt(at)) {
      case "[":
        return this.openContainer({ kind: "array", at, items: [] }, closeBracket);
      case "{":
        return this.openContainer({ kind: "object", at, members: [] }, closeBrace);
      case '"':
        return this.readString();
      case "t":
        return this.readWord("true", { kind: "bool", at, value: true });
      case "f":
        return this.readWord("false", { kind: "bool", at, value: false });
      case "n":
        return this.readWord("null", { kind: "null", at });
      default:
        return this.readNumber();
    }
  }

  private openContainer(node: JsonArray | JsonObject, close: number): JsonNode | undefined {
    if (this.open.length >= deepest) throw this.wrong(jsonDepth);
    this.at++;
    if (this.text.charCodeAt(this.skipSpace()) === close) {
      this.at++;
      return node;
    }
    this.open.push({ node, key: node.kind === "object" ? this.readKey() : "" });
    return undefined;
  }

  /** Puts a complete value into its container, and containers that end into theirs; the whole text's value at its end. */
  private endValue(value: JsonNode): JsonNode | undefined {
    let node = value;
    for (;;) {
      const container = this.open.at(-1);
      const at = this.skipSpace(container === undefined);
      const unit = this.text.charCodeAt(at);
      if (container === undefined) {
        if (at < this.text.length) throw this.wrong("after top-level value");
        return node;
      }
      const isArray = container.node.kind === "array";
      if (container.node.kind === "array") container.node.items.push(node);
      else container.node.members.push([container.key, node]);
      if (unit === comma) {
        this.at++;
        if (!isArray) container.key = this.readKey();
        return undefined;
      }
      if (unit !== (isArray ? closeBracket : closeBrace)) {
        throw this.wrong(isArray ? "after array element" : "after object key:value pair");
      }
      this.at++;
      node = container.node;
      this.open.pop();
    }
  }

  private readKey(): string {
    if (this.text.charCodeAt(this.skipSpace()) !== quotation)
      throw this.wrong("looking for beginning of object key string");
    const key = this.readString().value;
    if (this.text.charCodeAt(this.skipSpace()) !== colon) throw this.wrong("after object key");
    this.at++;
    return key;
  }

  private readString(): { kind: "string"; at: number; value: string; raw: string } {
    const at = this.at++;
    for (;;) {
      if (this.at >= this.text.length) throw new GoError(jsonEnd);
      const unit = this.text.charCodeAt(this.at);
      if (unit === quotation) break;
      if (unit < 0x20) throw this.wrong("in string literal");
      this.at++;
      if (unit === 0x5c) this.skipEscape();
    }
    const raw = this.text.slice(at + 1, this.at++);
    return { kind: "string", at, value: decodeJsonString(raw), raw };
  }

  private skipEscape(): void {
    const letter = this.text.charAt(this.at);
    if (letter === "" || !'bfnrt\\/"u'.includes(letter)) throw this.wrong("in string escape code");
    this.at++;
    if (letter !== "u") return;
    for (let digits = 0; digits < 4; digits++) {
      if (!isHexDigit(this.text.charCodeAt(this.at))) throw this.wrong("in \\u hexadecimal character escape");
      this.at++;
    }
  }

  private readWord(word: string, node: JsonLiteral): JsonLiteral {
    for (const letter of word) {
      if (this.text.charAt(this.at) !== letter) throw this.wrong(`in literal ${word} (expecting '${letter}')`);
      this.at++;
    }
    return node;
  }

  private readNumber(): JsonLiteral {
    const at = this.at;
    const negative = this.text.charAt(at) === "-";
    if (negative) this.at++;
    if (this.text.charAt(this.at) === "0") this.at++;
    else this.skipDigits(negative ? "in numeric literal" : "looking for beginning of value");
    if (this.text.charAt(this.at) === ".") {
      this.at++;
      this.skipDigits("after decimal point in numeric literal");
    }
    if ((this.text.charCodeAt(this.at) | 0x20) === 0x65) {
      this.at++;
      if (this.text.charAt(this.at) === "+" || this.text.charAt(this.at) === "-") this.at++;
      this.skipDigits("in exponent of numeric literal");
    }
    return { kind: "number", at, text: this.text.slice(at, this.at) };
  }

  private skipDigits(context: string): void {
    const from = this.at;
    while (isDigit(this.text.charCodeAt(this.at))) this.at++;
    if (this.at === from) throw this.wrong(context);
  }

  /** The offset of the next character that is no space; the text may end here only after the whole value. */
  private skipSpace(mayEnd = false): number {
    while (isJsonSpace(this.text.charCodeAt(this.at))) this.at++;
    if (!mayEnd && this.at >= this.text.length) throw new GoError(jsonEnd);
    return this.at;
  }

  /** Go names the first byte, as if it were a character; at the end of the text it tries a space. */
  private wrong(context: string): GoError {
    const bytes = encodeUtf8(this.text.slice(this.at, this.at + 2));
    const character = String.fromCharCode(bytes[0] ?? 0x20);
    const quoted = character === "'" ? "\\'" : character === '"' ? '"' : quote(character).slice(1, -1);
    return new GoError(jsonCharacter(`'${quoted}'`, context));
  }
}

function isJsonSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isHexDigit(unit: number): boolean {
  return isDigit(unit) || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x66);
}
