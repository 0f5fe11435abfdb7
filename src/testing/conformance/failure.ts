import { faultOf } from "../../frontend/internal-fault.ts";
import { chainOf } from "../../gateway/status.ts";
import { LocatedError } from "../../text/located-error.ts";
import { type WireRange, wireRanges } from "../../text/span.ts";
import { toValid } from "../../text/utf8.ts";
import type { Response } from "./response.ts";

/** An answer that says what went wrong, and where. */
export function failure(id: string, phase: string, error: unknown): Response {
  const message = error instanceof Error ? error.message : String(error);
  const locations = locationsOf(error);
  return { id, ok: false, phase, error: toValid(message), ...(locations && { locations }), head: "", warnings: [] };
}

/** The places an error names, as the wire has them. */
export function locationsOf(error: unknown): readonly (readonly WireRange[])[] | undefined {
  const located = chainOf(error).find((link) => link instanceof LocatedError);
  return located?.locations.map((location) => location.flatMap(wireRanges));
}

/** The error, or where this program is wrong one that says so and where. */
export function asError(thrown: unknown): Error {
  const fault = faultOf(thrown);
  if (fault !== undefined) return internalFault(fault);
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** An error that no request can be the cause of, marked as ours. */
export function internalFault(error: unknown): Error {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Error(`this is a bug in dockerfile-llb: ${text}`);
}
