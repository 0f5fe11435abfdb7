import { withSource } from "../gateway/details.ts";
import type { SourceInfo } from "../gateway/gateway.ts";
import { chainOf } from "../gateway/status.ts";
import { LocatedError } from "../text/located-error.ts";
import { wireRanges } from "../text/span.ts";

/** An error with each of its places as a detail that clients print as an excerpt. @mirrors frontend/dockerfile/builder/build.go Build */
export function withSources(error: unknown, source: SourceInfo): unknown {
  const located = chainOf(error).find((link) => link instanceof LocatedError);
  if (located === undefined || !(error instanceof Error)) return error;
  return located.locations.reduce(
    (wrapped: Error, location) => withSource(wrapped, source, location.flatMap(wireRanges)),
    error,
  );
}
