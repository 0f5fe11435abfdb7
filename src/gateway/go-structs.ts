import { locationSchema, type OpMetadata, opMetadataSchema, sourceInfoSchema } from "#proto/llb.js";
import type { JsonValue } from "../go/encode-json.ts";
import { definitionMessage } from "../llb/definition.ts";
import type { WireRange } from "../text/span.ts";
import type { SourceInfo } from "./gateway.ts";
import { goMessage } from "./go-message.ts";

/** A place in the first source of a list, as Go writes it. @mirrors solver/pb Location */
export function locationGoJson(ranges: readonly WireRange[]): JsonValue {
  return goMessage(locationSchema, { sourceIndex: 0, ranges });
}

/** A source file as Go writes it. @mirrors solver/pb SourceInfo */
export function sourceInfoGoJson({ definition, ...source }: SourceInfo): JsonValue {
  return goMessage(sourceInfoSchema, { ...source, ...(definition && { definition: definitionMessage(definition) }) });
}

/** What belongs to a vertex beside its op, as Go writes it. @mirrors client/llb/state.go OpMetadata */
export function opMetadataGoJson(metadata: OpMetadata): JsonValue {
  return goMessage(opMetadataSchema, metadata);
}
