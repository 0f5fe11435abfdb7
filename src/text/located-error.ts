import { AnswerError } from "./answer-error.ts";
import { asInternalFault } from "./internal-fault.ts";
import type { LineRange } from "./span.ts";

/** One place as the reference keeps it: a list of line ranges. */
export type Location = readonly LineRange[];

/**
 * An error with places in the source, innermost first, in the order the reference appends them.
 * @mirrors frontend/dockerfile/parser LocationError
 */
export class LocatedError extends AnswerError {
  override readonly name = "LocatedError";
  readonly locations: readonly Location[];

  constructor(message: string, locations: readonly Location[], cause?: unknown) {
    super(message, cause);
    this.locations = locations;
  }
}

/** The error with one more place: appended to those it has. @mirrors frontend/dockerfile/parser WithLocation */
export function withLocation(error: unknown, lines: LineRange | Location): Error {
  const fault = asInternalFault(error);
  if (fault !== undefined) return fault;
  const earlier = error instanceof LocatedError ? error.locations : [];
  return new LocatedError(messageOf(error), [...earlier, locationOf(lines)], error);
}

/** The error with this place alone, whatever it had. @mirrors frontend/dockerfile/parser SetLocation */
export function setLocation(error: unknown, lines: LineRange | Location): Error {
  const fault = asInternalFault(error);
  if (fault !== undefined) return fault;
  return new LocatedError(messageOf(error), [locationOf(lines)], error);
}

function locationOf(lines: LineRange | Location): Location {
  return "start" in lines ? [lines] : lines;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
