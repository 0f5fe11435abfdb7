import { GoError } from "../go/go-error.ts";
import { messages } from "./messages.ts";

/** More than any daemon takes, and less than a machine has: variables can make much of a small file. */
const mostUnits = 1 << 26;

/** How much longer, in UTF-16 units, variables may still make the texts of one compilation. */
export class TextBudget {
  #left = mostUnits;

  /** Counts what `written` has become. Throws a GoError where the budget is spent. */
  spend(text: string, written: string): void {
    this.#left -= Math.max(0, text.length - written.length);
    if (this.#left < 0) throw new GoError(messages.textTooLong(mostUnits));
  }
}
