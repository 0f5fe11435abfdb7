import { decodeJsonString } from "../../go/json-string.ts";
import { trimSpaceLeft } from "../../go/space.ts";
import { Fault } from "../lines/fault.ts";
import { jsonValue } from "../lines/json-value.ts";
import { stringsOnly } from "../messages.ts";
import type { Arguments, ArgumentText } from "./arguments.ts";
import { languageOf } from "./escape-language.ts";
import { readText } from "./read-text.ts";
import { readWords } from "./read-words.ts";

/** A JSON list, else the text as it is. @mirrors frontend/dockerfile/parser parseMaybeJSON */
export function readJsonOrText(rest: ArgumentText): Arguments {
  return readJson(rest) ?? readText(rest);
}

/** A JSON list, else words. @mirrors frontend/dockerfile/parser parseMaybeJSONToList */
export function readJsonOrWords(rest: ArgumentText): Arguments {
  return readJson(rest) ?? readWords(rest);
}

/**
 * The strings of a JSON list; undefined for anything that is no JSON list. A list of other things is a Fault.
 * @mirrors frontend/dockerfile/parser parseJSON
 */
function readJson({ text, start, escape }: ArgumentText): Arguments | undefined {
  const list = trimSpaceLeft(text);
  if (!list.startsWith("[")) return undefined;
  const strings = languageOf(escape).strings(list);
  if (strings !== undefined) {
    return { list: strings.map(({ image }) => decodeJsonString(image.slice(1, -1))), json: true };
  }
  if (jsonValue(list) === undefined) return undefined;
  throw new Fault("json-strings-only", stringsOnly, { start, end: start + text.length });
}
