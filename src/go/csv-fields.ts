import { utf8Length } from "../text/utf8.ts";
import { GoError } from "./go-error.ts";
import { csvBareQuote, csvQuote, endOfInput } from "./messages.ts";

/**
 * The comma-separated fields of one line, quoted fields unquoted; one line end at the end is dropped. Throws a GoError
 * for an empty line (`EOF`) and for a misplaced quote. @mirrors github.com/tonistiigi/go-csvvalue Fields
 */
export function csvFields(text: string): string[] {
  const line = text.endsWith("\r\n") ? text.slice(0, -2) : text.endsWith("\n") ? text.slice(0, -1) : text;
  if (line === "") throw new GoError(endOfInput);
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (line.charAt(at) === '"') {
      const quoted = quotedField(line, at + 1);
      fields.push(quoted.value);
      if (quoted.end === line.length) return fields;
      at = quoted.end + 1;
      continue;
    }
    const comma = line.indexOf(",", at);
    const field = comma < 0 ? line.slice(at) : line.slice(at, comma);
    const bare = field.indexOf('"');
    if (bare >= 0) throw new GoError(csvBareQuote(column(line, at + bare)));
    fields.push(field);
    if (comma < 0) return fields;
    at = comma + 1;
  }
}

/** The field that starts after an opening quote; `end` is at the comma or the end of the line. */
function quotedField(line: string, from: number): { value: string; end: number } {
  let value = "";
  let at = from;
  for (;;) {
    const close = line.indexOf('"', at);
    if (close < 0) throw new GoError(csvQuote(column(line, at)));
    value += line.slice(at, close);
    at = close + 1;
    const next = line.charAt(at);
    if (next === "" || next === ",") return { value, end: at };
    if (next !== '"') throw new GoError(csvQuote(column(line, close)));
    value += '"';
    at++;
  }
}

/** The column of an offset, 1-based, in bytes. */
function column(line: string, at: number): number {
  return utf8Length(line.slice(0, at)) + 1;
}
