import { toValid } from "../text/utf8.ts";

/**
 * What a JSON string literal means, from the text between its quotes, whose escapes are known to be well formed: pairs
 * of `\u` surrogates are one character, lone ones and invalid bytes U+FFFD. @mirrors encoding/json unquote
 */
export function decodeJsonString(raw: string): string {
  const valid = toValid(raw);
  let at = valid.indexOf("\\");
  if (at < 0) return valid;
  let result = "";
  let from = 0;
  for (; at >= 0; at = valid.indexOf("\\", from)) {
    result += valid.slice(from, at);
    const letter = valid.charAt(at + 1);
    if (letter !== "u") {
      result += shortEscapes[letter] ?? letter;
      from = at + 2;
      continue;
    }
    const unit = unicodeEscape(valid, at);
    const low = unit >= 0xd800 && unit <= 0xdbff ? unicodeEscape(valid, at + 6) : -1;
    const isPair = low >= 0xdc00 && low <= 0xdfff;
    if (isPair) result += String.fromCharCode(unit, low);
    else result += unit >= 0xd800 && unit <= 0xdfff ? "\ufffd" : String.fromCharCode(unit);
    from = at + (isPair ? 12 : 6);
  }
  return result + valid.slice(from);
}

const shortEscapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** The unit of a `\uXXXX` at `at`, or -1 where none stands there. */
function unicodeEscape(text: string, at: number): number {
  if (text.charAt(at) !== "\\" || text.charAt(at + 1) !== "u") return -1;
  return Number.parseInt(text.slice(at + 2, at + 6), 16);
}
