import type { Arguments, ArgumentText } from "./arguments.ts";
import { noArguments } from "./arguments.ts";
import { languageOf } from "./escape-language.ts";

const blank = /[\t\v\f\r ]/;

/** The words between blanks. @mirrors frontend/dockerfile/parser parseStringsWhitespaceDelimited */
export function readWords({ text, start, escape }: ArgumentText): Arguments {
  if (text === "") return noArguments;
  if (!blank.test(text)) return { list: [text], json: false, starts: [start] };
  const list: string[] = [];
  const starts: number[] = [];
  for (const { image, startOffset } of languageOf(escape).words(text)) {
    list.push(image);
    starts.push(start + startOffset);
  }
  return { list, json: false, starts };
}
