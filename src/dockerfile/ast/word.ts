import type { Span } from "../../text/span.ts";

/** A piece of text as written, after lines were joined: never a value, nothing in it is expanded. */
export interface Word {
  readonly text: string;
  /** Where it stands in the source; over a line continuation it covers both parts and what lies between. */
  readonly span: Span;
}
