import { toValid } from "../../text/utf8.ts";
import type { KeyValue } from "../ast/key-value.ts";
import { Fault } from "../lines/fault.ts";
import { missingEquals, twoArguments } from "../messages.ts";
import { type ArgumentReader, type Arguments, type ArgumentText, noArguments } from "./arguments.ts";
import { languageOf } from "./escape-language.ts";

/** One word with its place in the joined line. */
interface Assignment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The words of ARG: names, with or without `=` and value. @mirrors frontend/dockerfile/parser parseNameOrNameVal */
export function readAssignments(rest: ArgumentText): Arguments {
  const words = assignments(rest);
  return { list: words.map(({ text }) => text), starts: words.map(({ start }) => start), json: false };
}

/**
 * The reader of ENV and LABEL: `name=value` words, or the legacy form `name value` where the first word has no `=`.
 * @mirrors frontend/dockerfile/parser parseNameVal
 */
export function keyValueReader(keyword: string): ArgumentReader {
  return (rest) => {
    const words = assignments(rest);
    const first = words[0];
    if (first === undefined) return noArguments;
    const pairs = first.text.includes("=") ? words.map(keyValueOf) : [legacyPair(rest, keyword)];
    const list: string[] = [];
    for (const { key, value } of pairs) list.push(key, value);
    return { list, json: false, pairs };
  };
}

function keyValueOf({ text, start, end }: Assignment): KeyValue {
  const equals = text.indexOf("=");
  if (equals < 0) throw new Fault("missing-equals", missingEquals(text), { start, end });
  return { key: text.slice(0, equals), value: text.slice(equals + 1), noDelim: false };
}

/** The value of the legacy form is all that follows, its blanks included. */
function legacyPair({ text, start }: ArgumentText, keyword: string): KeyValue {
  const parts = /^([^\t\v\f\r ]*)[\t\v\f\r ]+([^]*)$/.exec(text);
  if (parts === null) {
    throw new Fault("missing-value", twoArguments(keyword), { start, end: start + text.length });
  }
  return { key: parts[1] as string, value: parts[2] as string, noDelim: true };
}

function assignments({ text, start, escape }: ArgumentText): Assignment[] {
  const words: Assignment[] = [];
  for (const { image, startOffset } of languageOf(escape).assignments(text)) {
    const word = image.endsWith(escape) && endsInEscape(image, escape) ? image.slice(0, -1) : image;
    const from = start + startOffset;
    if (word !== "") words.push({ text: toValid(word), start: from, end: from + image.length });
  }
  return words;
}

/** Whether the last character is an escape with nothing to protect, which the reference drops. */
function endsInEscape(word: string, escape: string): boolean {
  let quote = "";
  for (let at = 0; at < word.length; at++) {
    const character = word.charAt(at);
    if (character === escape && quote !== "'") {
      if (at === word.length - 1) return true;
      at++;
    } else if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
  }
  return false;
}
