import type { FieldSchema, MessageSchema } from "#proto/llb.js";
import { encodeBase64 } from "../go/base64.ts";
import { type JsonValue, map, struct } from "../go/encode-json.ts";

/**
 * Returns a message as Go's encoding/json writes its generated struct: names of the .proto file, bytes in base64, what
 * is empty left out. For messages without oneof.
 */
export function goMessage<Message>(schema: MessageSchema<Message>, message: Message): JsonValue {
  const values = message as Readonly<Record<string, unknown>>;
  return struct(Object.fromEntries(schema.fields.map((field) => [field.proto, memberOf(field, values[field.name])])));
}

function memberOf(field: FieldSchema, value: unknown): JsonValue | undefined {
  if (value === undefined || value === null) return undefined;
  if (field.label === "map") {
    const entries = [...(value as ReadonlyMap<string, unknown>)];
    return entries.length === 0 ? undefined : map(entries.map(([key, each]) => [key, valueOf(field, each)]));
  }
  if (field.label === "many") {
    const items = value as readonly unknown[];
    return items.length === 0 ? undefined : items.map((each) => valueOf(field, each));
  }
  return isEmpty(value) ? undefined : valueOf(field, value);
}

/** What `omitempty` leaves out; a message that is there is never empty. */
function isEmpty(value: unknown): boolean {
  return (
    value === "" ||
    value === 0 ||
    value === 0n ||
    value === false ||
    (value instanceof Uint8Array && value.length === 0)
  );
}

function valueOf(field: FieldSchema, value: unknown): JsonValue {
  if (value instanceof Uint8Array) return encodeBase64(value);
  if (field.message !== undefined) return goMessage(field.message, value);
  return value as JsonValue;
}
