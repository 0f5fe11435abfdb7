import type { Span } from "../../text/span.ts";

/** A parser directive such as `# escape=`` at the top of a file. */
export interface Directive {
  /** `syntax`, `escape` or `check`. */
  readonly name: string;
  readonly value: string;
  /** 1-based. */
  readonly line: number;
  /** The whole line without blanks before it and without its line end. */
  readonly span: Span;
}
