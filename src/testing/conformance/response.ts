import type { WireRange } from "../../text/span.ts";

/** One line of an answer; what a request gives no cause for is absent. */
export interface Response {
  readonly id: string;
  readonly ok: boolean;
  readonly phase?: string;
  readonly error?: string;
  readonly locations?: readonly (readonly WireRange[])[];
  readonly head?: string;
  readonly warnings?: readonly unknown[];
  readonly [field: string]: unknown;
}
