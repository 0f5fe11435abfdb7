import { suggest, withSuggestion } from "../go/suggest.ts";
import { rewordError } from "../text/wrap-error.ts";

/** The error with the nearest of `options` as a suggestion; the error itself where none is near. */
export function suggestName(error: Error, name: string, options: Iterable<string>): Error {
  const nearest = suggest(name, options, true);
  return nearest === undefined ? error : rewordError(error, withSuggestion(error.message, nearest));
}
