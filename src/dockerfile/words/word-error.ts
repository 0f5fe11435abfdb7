import { GoError } from "../../go/go-error.ts";

/** A word that cannot be expanded; the variables it had named until then are known. */
export class WordError extends GoError {
  override readonly name = "WordError";
  readonly partial: { readonly matched: ReadonlySet<string>; readonly unmatched: ReadonlySet<string> };

  constructor(message: string, matched: ReadonlySet<string>, unmatched: ReadonlySet<string>) {
    super(message);
    this.partial = { matched, unmatched };
  }
}
