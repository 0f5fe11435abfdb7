import type { FieldSchema, MessageSchema, Op, OpMetadata, Source } from "#proto/llb.js";
import { opMetadataSchema, opSchema, sourceSchema } from "#proto/llb.js";
import { encodeBase64 } from "../../go/base64.ts";
import { type JsonValue, map, struct } from "../../go/encode-json.ts";

/** Which names the members have: those of the .proto file, or the camel case that is usual for JSON. */
export type JsonNames = "proto" | "json";

/**
 * A message as the usual JSON of protocol buffers: what is empty is left out, 64-bit integers are strings, bytes are
 * base64, enums are names.
 *
 * @mirrors google.golang.org/protobuf/encoding/protojson MarshalOptions.Marshal
 */
export function messageJson<T>(schema: MessageSchema<T>, message: T, names: JsonNames): JsonValue {
  const values = message as Readonly<Record<string, unknown>>;
  const members = declaredOrder(schema).map((field) => [
    memberName(field, names),
    memberJson(field, values[field.name], names),
  ]);
  return struct(Object.fromEntries(members));
}

export function opJson(op: Op, names: JsonNames): JsonValue {
  return messageJson(opSchema, op, names);
}

export function metadataJson(metadata: OpMetadata, names: JsonNames): JsonValue {
  return messageJson(opMetadataSchema, metadata, names);
}

export function sourceJson(source: Source, names: JsonNames): JsonValue {
  return messageJson(sourceSchema, source, names);
}

const orders = new WeakMap<MessageSchema<unknown>, readonly FieldSchema[]>();

/** By number, which is the order of the .proto file, and not the order on the wire. */
function declaredOrder(schema: MessageSchema<unknown>): readonly FieldSchema[] {
  let order = orders.get(schema);
  if (order === undefined) {
    order = [...schema.fields].sort((left, right) => left.number - right.number);
    orders.set(schema, order);
  }
  return order;
}

function memberName({ proto }: FieldSchema, names: JsonNames): string {
  if (names === "proto") return proto;
  const [first, ...words] = proto.split("_");
  return [first, ...words.map((word) => upperFirst(word))].join("");
}

function upperFirst(word: string): string {
  const code = word.charCodeAt(0);
  return code >= 0x61 && code <= 0x7a ? String.fromCharCode(code - 0x20) + word.slice(1) : word;
}

function memberJson(field: FieldSchema, value: unknown, names: JsonNames): JsonValue | undefined {
  if (value === undefined) return undefined;
  switch (field.label) {
    case "map": {
      const entries = value as ReadonlyMap<string, unknown>;
      return entries.size === 0
        ? undefined
        : map([...entries].map(([key, one]) => [key, valueJson(field, one, names)]));
    }
    case "many": {
      const list = value as readonly unknown[];
      return list.length === 0 ? undefined : list.map((one) => valueJson(field, one, names));
    }
    case "one":
      return isZero(field, value) ? undefined : valueJson(field, value, names);
    case "oneof":
      return valueJson(field, value, names);
  }
}

function isZero({ kind, values }: FieldSchema, value: unknown): boolean {
  if (kind === "message") return false;
  if (kind === "bytes") return (value as Uint8Array).length === 0;
  return value === "" || value === 0 || value === 0n || value === false || (kind === "enum" && value === values?.[0]);
}

function valueJson(field: FieldSchema, value: unknown, names: JsonNames): JsonValue {
  switch (field.kind) {
    case "message":
      return messageJson(field.message as MessageSchema<unknown>, value, names);
    case "bytes":
      return encodeBase64(value as Uint8Array);
    case "int64":
    case "uint64":
    case "index":
      return String(value);
    default:
      return value as JsonValue;
  }
}
