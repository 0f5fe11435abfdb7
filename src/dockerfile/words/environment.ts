/** The variables a word is expanded with. How keys compare (letter case on Windows) is the environment's own matter. */
export interface Environment {
  /** The value of a variable, or undefined where it is not set. */
  get(key: string): string | undefined;
  /** The names of all variables, in the environment's order. */
  keys(): readonly string[];
}

export type EscapeCharacter = "\\" | "`";

/** How a word is expanded; each flag is the field of the reference's lexer of that name. @mirrors shell Lex */
export interface ExpandOptions {
  readonly escape: EscapeCharacter;
  /** Quotes stay in the result. */
  readonly rawQuotes?: boolean;
  /** Escape characters stay in the result. */
  readonly rawEscapes?: boolean;
  /** Quotes are ordinary characters. */
  readonly skipProcessQuotes?: boolean;
  /** A variable that is not set stays as written. */
  readonly skipUnsetEnv?: boolean;
}

/** What a word became, and which variables it named. */
export interface Expansion {
  readonly value: string;
  readonly matched: ReadonlySet<string>;
  readonly unmatched: ReadonlySet<string>;
}
