import { locationGoJson } from "../../gateway/go-structs.ts";
import type { JsonValue } from "../../go/encode-json.ts";
import type { WireRange } from "../../text/span.ts";

/** A place as Go writes it; absent for no ranges. @mirrors frontend/dockerfile/dockerfile2llb/outline.go toSourceLocation */
export function locationJsonIfAny(ranges: readonly WireRange[]): JsonValue | undefined {
  return ranges.length === 0 ? undefined : locationGoJson(ranges);
}

/** A list, left out when it is empty (omitempty). */
export function listUnlessEmpty(list: readonly JsonValue[]): readonly JsonValue[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** A text, left out when it is empty (omitempty). */
export function textUnlessEmpty(text: string): string | undefined {
  return text === "" ? undefined : text;
}
