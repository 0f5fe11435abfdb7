import type { Arguments, ArgumentText } from "./arguments.ts";
import { noArguments } from "./arguments.ts";
import { languageOf } from "./escape-language.ts";

/** The words between blanks. @mirrors frontend/dockerfile/parser parseStringsWhitespaceDelimited */
export function readWords({ text, start, escape }: ArgumentText): Arguments {
  if (text === "") return noArguments;
  const list: string[] = [];
  const starts: number[] = [];
  for (const { image, startOffset } of languageOf(escape).words(text)) {
    list.push(image);
    starts.push(start + startOffset);
  }
  return { list, json: false, starts };
}
