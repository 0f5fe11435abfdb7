import { csvFields } from "../../go/csv-fields.ts";
import { toLower } from "../../go/letter-case.ts";
import { languageOf } from "./escape-language.ts";

/** One field of `--mount` or `--device`. */
export interface Field {
  /** The whole field. */
  readonly text: string;
  /** What stands before the first `=`, in lower case. */
  readonly key: string;
  /** What follows it, or undefined where there is no `=`. */
  readonly value: string | undefined;
}

/** The comma-separated fields of a flag's value. Throws a GoError for misplaced quotes and for no text at all. */
export function fieldsOf(text: string): Field[] {
  if (text === "" || text.includes('"') || text.includes("\n")) return csvFields(text).map(fieldOf);
  return languageOf("\\")
    .fields(text)
    .map(({ key, equals, value }) => {
      const name = key?.image ?? "";
      const rest = value?.image ?? "";
      if (equals === undefined) return { text: name, key: toLower(name), value: undefined };
      return { text: `${name}=${rest}`, key: toLower(name), value: rest };
    });
}

function fieldOf(text: string): Field {
  const equals = text.indexOf("=");
  if (equals < 0) return { text, key: toLower(text), value: undefined };
  return { text, key: toLower(text.slice(0, equals)), value: text.slice(equals + 1) };
}
