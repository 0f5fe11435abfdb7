import type { FieldSchema, MessageSchema } from "#proto/llb.js";
import { GoError } from "../../go/go-error.ts";
import { decodeUtf8, isValidUtf8 } from "../../text/utf8.ts";
import { messages } from "../messages.ts";
import { WireReader } from "./wire-reader.ts";

type Fields = Record<string, unknown>;

/** Far more than any client nests (a source's graph has sources of its own), and little enough for a small stack. */
const deepest = 300;

/**
 * The message that bytes hold. Fields that are not there have their zero value, messages are absent; fields that the
 * schema does not know are kept as bytes. Byte fields are views of `bytes`. Throws a GoError where `bytes` are no such
 * message.
 */
export function decodeMessage<T>(schema: MessageSchema<T>, bytes: Uint8Array): T {
  return decodeInto(schema, bytes, undefined, 0) as T;
}

function decodeInto(
  schema: MessageSchema<unknown>,
  bytes: Uint8Array,
  earlier: Fields | undefined,
  depth: number,
): Fields {
  if (depth > deepest) throw new GoError(messages.tooDeep(schema.name));
  const message = earlier ?? emptyMessage(schema);
  const fields = fieldsByNumber(schema);
  const reader = new WireReader(bytes, schema.name);
  while (!reader.done) {
    const start = reader.offset;
    const tag = Number(reader.varint());
    const number = Math.floor(tag / 8);
    if (number === 0) throw new GoError(messages.tagZero(schema.name));
    const field = fields.get(number);
    if (field === undefined) {
      reader.skip(tag & 7);
      keepUnknown(message, reader.since(start));
    } else readField({ schema, message, reader, depth }, field, tag & 7);
  }
  return message;
}

interface Reading {
  readonly schema: MessageSchema<unknown>;
  readonly message: Fields;
  readonly reader: WireReader;
  readonly depth: number;
}

function readField(reading: Reading, field: FieldSchema, wireType: number): void {
  const { message, reader } = reading;
  const isBytes =
    field.label === "map" || field.kind === "message" || field.kind === "string" || field.kind === "bytes";
  if (!isBytes && wireType === 2 && field.label === "many") {
    const packed = new WireReader(reader.bytes(), reading.schema.name);
    while (!packed.done) (message[field.name] as unknown[]).push(number(field, packed.varint()));
    return;
  }
  if (wireType !== (isBytes ? 2 : 0)) throw new GoError(messages.wrongWireType(fieldName(reading, field), wireType));
  switch (field.label) {
    case "map":
      return readEntry(reading, field);
    case "many":
      (message[field.name] as unknown[]).push(readValue(reading, field, undefined));
      return;
    case "oneof":
      // The member that comes last is the one that counts; the same member again adds to it.
      for (const other of reading.schema.fields) {
        if (other.label === "oneof" && other !== field) delete message[other.name];
      }
      message[field.name] = readValue(reading, field, message[field.name]);
      return;
    case "one":
      message[field.name] = readValue(reading, field, message[field.name]);
  }
}

function readValue(reading: Reading, field: FieldSchema, earlier: unknown): unknown {
  const { reader, depth } = reading;
  switch (field.kind) {
    case "message":
      return decodeInto(field.message as MessageSchema<unknown>, reader.bytes(), earlier as Fields, depth + 1);
    case "string":
      return string(reader.bytes(), () => fieldName(reading, field));
    case "bytes":
      return reader.bytes();
    default:
      return number(field, reader.varint());
  }
}

function string(bytes: Uint8Array, name: () => string): string {
  const text = decodeUtf8(bytes);
  if (!isValidUtf8(text)) throw new GoError(messages.stringNotUtf8(name()));
  return text;
}

function number(field: FieldSchema, value: number | bigint): unknown {
  switch (field.kind) {
    case "bool":
      return value !== 0;
    case "enum": {
      const signed = Number(BigInt.asIntN(32, BigInt(value)));
      return field.values?.[signed] ?? signed;
    }
    case "int32":
      return typeof value === "number" && value < 0x8000_0000 ? value : Number(BigInt.asIntN(32, BigInt(value)));
    case "uint32":
      return Number(BigInt.asUintN(32, BigInt(value)));
    case "uint64":
      return value;
    default:
      return signed(field, value);
  }
}

function signed(field: FieldSchema, value: number | bigint): number | bigint {
  if (typeof value === "number") return value;
  const negative = BigInt.asIntN(64, value);
  const small = Number(negative);
  if (Number.isSafeInteger(small)) return small;
  if (field.kind === "index") throw new GoError(messages.indexTooLarge(field.proto));
  return negative;
}

function readEntry(reading: Reading, field: FieldSchema): void {
  const entry = new WireReader(reading.reader.bytes(), reading.schema.name);
  const within = { ...reading, reader: entry };
  let key = "";
  let value = field.kind === "message" ? undefined : zero(field);
  while (!entry.done) {
    const tag = Number(entry.varint());
    const isString = field.kind === "message" || field.kind === "string" || field.kind === "bytes";
    if (tag === 0x0a) key = string(entry.bytes(), () => fieldName(reading, field));
    else if (tag === (isString ? 0x12 : 0x10)) value = readValue(within, field, value);
    else entry.skip(tag & 7);
  }
  const map = reading.message[field.name] as Map<string, unknown>;
  map.set(key, value ?? emptyMessage(field.message as MessageSchema<unknown>));
}

function keepUnknown(message: Fields, bytes: Uint8Array): void {
  const before = message["unknown"] as Uint8Array | undefined;
  const all = new Uint8Array((before?.length ?? 0) + bytes.length);
  if (before !== undefined) all.set(before);
  all.set(bytes, all.length - bytes.length);
  message["unknown"] = all;
}

function emptyMessage(schema: MessageSchema<unknown>): Fields {
  const message: Fields = {};
  for (const field of schema.fields) {
    if (field.label === "map") message[field.name] = new Map();
    else if (field.label === "many") message[field.name] = [];
    else if (field.label === "one" && field.kind !== "message") message[field.name] = zero(field);
  }
  return message;
}

function zero(field: FieldSchema): unknown {
  switch (field.kind) {
    case "string":
      return "";
    case "bytes":
      return noBytes;
    case "bool":
      return false;
    case "enum":
      return field.values?.[0];
    default:
      return 0;
  }
}

const noBytes = new Uint8Array(0);

const indexes = new WeakMap<MessageSchema<unknown>, ReadonlyMap<number, FieldSchema>>();

function fieldsByNumber(schema: MessageSchema<unknown>): ReadonlyMap<number, FieldSchema> {
  let index = indexes.get(schema);
  if (index === undefined) indexes.set(schema, (index = new Map(schema.fields.map((field) => [field.number, field]))));
  return index;
}

function fieldName({ schema }: Reading, field: FieldSchema): string {
  return `${schema.name}.${field.proto}`;
}
