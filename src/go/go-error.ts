import { AnswerError } from "../text/answer-error.ts";

/** An error of a function that follows Go's: `message` is what Go's `Error()` returns. */
export class GoError extends AnswerError {
  override readonly name: string = "GoError";
}

/** A number or boolean that could not be read, as Go's `*strconv.NumError`. */
export class NumberError extends GoError {
  override readonly name = "NumberError";
  /** `syntax` for text that is no number, `range` for a number that does not fit. */
  readonly reason: "syntax" | "range";
  /** The text of the reason alone: `invalid syntax` or `value out of range`. */
  readonly reasonText: string;
  /** For an integer out of range, the nearest that fits: Go returns it beside the error. */
  readonly nearest: bigint | undefined;

  constructor(message: string, reason: "syntax" | "range", reasonText: string, nearest: bigint | undefined) {
    super(message);
    this.reason = reason;
    this.reasonText = reasonText;
    this.nearest = nearest;
  }
}
