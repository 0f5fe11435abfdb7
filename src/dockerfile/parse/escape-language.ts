import { Language } from "#grammar/language.ts";
import type { EscapeCharacter } from "../words/environment.ts";

const languages = new Map<EscapeCharacter, Language>();

/** The language inside a logical line; made when a file first needs it, as that costs some milliseconds. */
export function languageOf(escape: EscapeCharacter): Language {
  let language = languages.get(escape);
  if (language === undefined) {
    language = new Language(escape);
    languages.set(escape, language);
  }
  return language;
}
