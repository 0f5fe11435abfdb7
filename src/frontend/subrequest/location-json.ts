import { locationSchema } from "#proto/llb.js";
import { goMessage } from "../../gateway/go-message.ts";
import type { JsonValue } from "../../go/encode-json.ts";
import type { WireRange } from "../../text/span.ts";

/** A place in the first source as Go writes it. */
export function locationJson(ranges: readonly WireRange[]): JsonValue {
  return goMessage(locationSchema, { sourceIndex: 0, ranges });
}

/** As `locationJson`; absent for no ranges. @mirrors frontend/dockerfile/dockerfile2llb/outline.go toSourceLocation */
export function locationJsonIfAny(ranges: readonly WireRange[]): JsonValue | undefined {
  return ranges.length === 0 ? undefined : locationJson(ranges);
}

/** A list, left out when it is empty (omitempty). */
export function listUnlessEmpty(list: readonly JsonValue[]): readonly JsonValue[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** A text, left out when it is empty (omitempty). */
export function textUnlessEmpty(text: string): string | undefined {
  return text === "" ? undefined : text;
}
