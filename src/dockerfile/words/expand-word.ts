import { fields } from "../../go/space.ts";
import { isByteSurrogate } from "../../text/utf8.ts";
import type { Environment, EscapeCharacter, ExpandOptions, Expansion } from "./environment.ts";
import { WordList } from "./word-list.ts";
import { WordMachine } from "./word-machine.ts";

export { WordError } from "./word-error.ts";

const nothing: ReadonlySet<string> = new Set();

/**
 * What a word becomes once variables, quotes and escapes are processed. Throws a WordError with the reference's text;
 * invalid bytes become U+FFFD. @mirrors frontend/dockerfile/shell Lex.ProcessWordWithMatches
 */
export function expandWord(word: string, env: Environment, options: ExpandOptions): Expansion {
  if (isPlain(word, options.escape)) return { value: word, matched: nothing, unmatched: nothing };
  return new WordMachine(word, env, options).expand();
}

/**
 * The words that a text becomes: it is split at white space outside quotes, after variables were replaced. Throws a
 * WordError with the reference's text. @mirrors frontend/dockerfile/shell Lex.ProcessWords
 */
export function expandWords(text: string, env: Environment, options: ExpandOptions): string[] {
  // Blanks behind `<<` belong to a word.
  if (isPlain(text, options.escape) && !text.includes("<")) return fields(text);
  const list = new WordList();
  new WordMachine(text, env, options, list).expand();
  return list.finish();
}

/** Whether expansion gives back the word itself. */
function isPlain(word: string, escape: EscapeCharacter): boolean {
  const escapeUnit = escape.charCodeAt(0);
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at);
    if (unit === 0x24 || unit === 0x27 || unit === 0x22 || unit === escapeUnit) return false;
    if (unit >= 0xd800 && (isByteSurrogate(unit) || unit === 0xfeff)) return false;
  }
  return true;
}
