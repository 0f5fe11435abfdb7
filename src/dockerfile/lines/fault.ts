/**
 * Why a line is wrong: thrown inside this room while a line is read, and turned into a diagnostic there. `start` and
 * `end` are offsets into the joined line; without them the whole line is meant.
 */
export class Fault {
  readonly code: string;
  /** The reference's sentence, its suggestion included. */
  readonly message: string;
  readonly place: FaultPlace | undefined;
  readonly suggestion: string | undefined;

  constructor(code: string, message: string, place?: FaultPlace, suggestion?: string) {
    this.code = `dockerfile/${code}`;
    this.message = message;
    this.place = place;
    this.suggestion = suggestion;
  }
}

export interface FaultPlace {
  readonly start: number;
  readonly end: number;
}
