import type { Span } from "./span.ts";

/** One finding about one source: what a library user, the CLI and an editor show. */
export interface Diagnostic {
  /** A stable name such as `dockerfile/unknown-instruction`. */
  readonly code: string;
  readonly severity: "error" | "warning" | "information";
  readonly message: string;
  readonly span: Span;
  readonly related?: readonly RelatedSpan[];
  /** What the user may have meant, as text that could stand in place of the span. */
  readonly suggestion?: string;
  readonly fix?: Fix;
  readonly url?: string;
}

export interface RelatedSpan {
  readonly span: Span;
  readonly message: string;
}

/** A change that removes the finding: `text` in place of `span`. */
export interface Fix {
  readonly span: Span;
  readonly text: string;
}
