import type { Span } from "../../text/span.ts";

/** One `--name` or `--name=value` as written, quotes and escapes removed. */
export interface Flag {
  /** The name after `--`. */
  readonly name: string;
  /** The text after `=`, or undefined where there is no `=`. */
  readonly value: string | undefined;
  readonly span: Span;
}

/** What a flag takes: one text, one boolean, or a text each time it is given. */
export type FlagKind = "string" | "bool" | "strings";

/** The flags an instruction knows. Its values, its parser and the suggestions for misspelt flags follow from it. */
export type FlagSchema = Readonly<Record<string, FlagKind>>;

/** The values of a schema's flags: undefined where a flag is absent, an empty list for a list. */
export type FlagValues<Schema extends FlagSchema> = {
  readonly [Name in keyof Schema]: Schema[Name] extends "bool"
    ? boolean | undefined
    : Schema[Name] extends "strings"
      ? readonly string[]
      : string | undefined;
};
