import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";
import { GoError } from "./go-error.ts";
import { invalidHostCharacter, invalidUrlEscape } from "./messages.ts";

/** The part of a URL that a text stands in: each has its own characters that need no escape. */
export type UrlPart = "path" | "segment" | "host" | "zone" | "userinfo" | "query" | "fragment";

/** The text with `%XX` for every byte that must not stand in the part; a space in a query is `+`. @mirrors net/url escape */
export function escapeUrl(text: string, part: UrlPart): string {
  if (![...text].some((character) => needsEscape(character, part))) return text;
  let escaped = "";
  for (const byte of encodeUtf8(text)) {
    const character = String.fromCharCode(byte);
    if (part === "query" && byte === 0x20) escaped += "+";
    else if (needsEscape(character, part)) escaped += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    else escaped += character;
  }
  return escaped;
}

/** The text with its escapes undone; throws a GoError for a bad escape or a bad character in a host. @mirrors net/url unescape */
export function unescapeUrl(text: string, part: UrlPart): string {
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "%") {
      checkEscape(text, at, part);
      at += 2;
    } else if ((part === "host" || part === "zone") && character < "\x80" && needsEscape(character, part)) {
      throw new GoError(invalidHostCharacter(character));
    }
  }
  const spaced = part === "query" ? text.replaceAll("+", " ") : text;
  return spaced.includes("%") ? decodeUtf8(unescapedBytes(encodeUtf8(spaced))) : spaced;
}

/** Whether a character, any but ASCII included, must be written as an escape in the part. @mirrors net/url shouldEscape */
export function needsEscape(character: string, part: UrlPart): boolean {
  return !/^[A-Za-z0-9._~-]$/.test(character) && !allowed[part].includes(character);
}

const allowed: Readonly<Record<UrlPart, string>> = {
  path: "$&+,/:;=@",
  segment: "$&+:=@",
  host: "!\"$&'()*+,:;<=>[]",
  zone: "!\"$&'()*+,:;<=>[]",
  userinfo: "$&+,;=",
  query: "",
  fragment: "!$&()*+,/:;=?@",
};

/** In a host only bytes above ASCII, and `%25`, may be escaped; in a zone also what a host may hold, and a space. */
function checkEscape(text: string, at: number, part: UrlPart): void {
  const escape = text.slice(at, at + 3);
  if (!/^%[0-9a-fA-F]{2}$/.test(escape))
    throw new GoError(invalidUrlEscape(decodeUtf8(encodeUtf8(text.slice(at)).subarray(0, 3))));
  const byte = Number.parseInt(escape.slice(1), 16);
  if (part === "host" && byte < 0x80 && escape !== "%25") throw new GoError(invalidUrlEscape(escape));
  if (part !== "zone" || escape === "%25" || byte === 0x20) return;
  if (byte >= 0x80 || needsEscape(String.fromCharCode(byte), "host")) throw new GoError(invalidUrlEscape(escape));
}

function unescapedBytes(bytes: Uint8Array): Uint8Array {
  const result = new Uint8Array(bytes.length);
  let used = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte !== 0x25) result[used++] = byte;
    else {
      result[used++] = Number.parseInt(String.fromCharCode(bytes[at + 1] as number, bytes[at + 2] as number), 16);
      at += 2;
    }
  }
  return result.subarray(0, used);
}
