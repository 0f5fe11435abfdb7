import { AnswerError } from "./answer-error.ts";
import { asInternalFault } from "./internal-fault.ts";
import { LocatedError } from "./located-error.ts";
import { thrownText } from "./thrown-text.ts";

/** The error with `context: ` before its message, keeping its places and, as its cause, itself. */
export function wrapError(error: unknown, context: string): Error {
  return rewordError(error, `${context}: ${thrownText(error)}`);
}

/** The error with another message, keeping its places and, as its cause, itself. */
export function rewordError(error: unknown, message: string): Error {
  const fault = asInternalFault(error);
  if (fault !== undefined) return fault;
  return error instanceof LocatedError
    ? new LocatedError(message, error.locations, error)
    : new AnswerError(message, error);
}
