import type { FieldSchema, MessageSchema } from "#proto/llb.js";
import { compareCodePoints } from "../../go/code-point-order.ts";
import { GoError } from "../../go/go-error.ts";
import { encodeUtf8, isValidUtf8 } from "../../text/utf8.ts";
import { messages } from "../messages.ts";
import { WireWriter } from "./wire-writer.ts";

/** A message to encode: every field may be left out, which is its zero value. */
export type Draft<T> = T extends string | number | bigint | boolean | Uint8Array
  ? T
  : T extends ReadonlyMap<infer Key, infer Value>
    ? ReadonlyMap<Key, Draft<Value>>
    : T extends readonly (infer Element)[]
      ? readonly Draft<Element>[]
      : { readonly [Field in keyof T]?: Draft<T[Field]> | undefined };

type Fields = Readonly<Record<string, unknown>>;

/**
 * The bytes of a message as Go's deterministic encoder writes them: fields by number, the members of a oneof last, map
 * entries by the bytes of their keys, fields that the schema does not know at the end. Throws a GoError for a string
 * that is not valid Unicode.
 *
 * @mirrors google.golang.org/protobuf/proto MarshalOptions.Marshal
 */
export function encodeMessage<T>(schema: MessageSchema<T>, message: Draft<T>): Uint8Array {
  writer.clear();
  writeFields(writer, schema, message as Fields);
  return writer.finish();
}

/** One for all messages: an op is a few hundred bytes, and to start it with a new buffer costs more than to write it. */
const writer = new WireWriter();

const varintType = 0;
const bytesType = 2;

function writeFields(writer: WireWriter, schema: MessageSchema<unknown>, message: Fields): void {
  for (const field of schema.fields) {
    const value = message[field.name];
    if (value === undefined) continue;
    switch (field.label) {
      case "one":
        if (field.kind === "message" || !isZero(field, value)) writeField(writer, field, value);
        break;
      case "oneof":
        writeField(writer, field, value);
        break;
      case "many":
        writeMany(writer, field, value as readonly unknown[]);
        break;
      case "map":
        writeMap(writer, field, value as ReadonlyMap<string, unknown>);
        break;
    }
  }
  const { unknown } = message;
  if (unknown !== undefined) writer.raw(unknown as Uint8Array);
}

function isZero({ kind, values }: FieldSchema, value: unknown): boolean {
  if (kind === "bytes") return (value as Uint8Array).length === 0;
  return value === "" || value === 0 || value === false || value === 0n || (kind === "enum" && value === values?.[0]);
}

function writeField(writer: WireWriter, field: FieldSchema, value: unknown): void {
  writer.tag(field.number, isLengthDelimited(field) ? bytesType : varintType);
  writeValue(writer, field, value);
}

function isLengthDelimited({ kind }: FieldSchema): boolean {
  return kind === "message" || kind === "string" || kind === "bytes";
}

function writeValue(writer: WireWriter, field: FieldSchema, value: unknown): void {
  switch (field.kind) {
    case "message": {
      const start = writer.openLength();
      writeFields(writer, field.message as MessageSchema<unknown>, value as Fields);
      return writer.closeLength(start);
    }
    case "string":
      return writeString(writer, value as string);
    case "bytes":
      return writer.bytes(value as Uint8Array);
    case "bool":
      return writer.varint(value === true ? 1 : 0);
    case "enum":
      return writer.varint(enumNumber(field, value as string | number));
    case "uint32":
      return writer.varint((value as number) >>> 0);
    case "int32":
      return writer.varint((value as number) | 0);
    case "index":
    case "int64":
    case "uint64":
      return writer.varint(value as number | bigint);
  }
}

function enumNumber(field: FieldSchema, value: string | number): number {
  if (typeof value === "number") return value;
  const number = (field.values as readonly string[]).indexOf(value);
  if (number < 0) throw new GoError(messages.unknownEnumValue(field.proto, value));
  return number;
}

function writeMany(writer: WireWriter, field: FieldSchema, values: readonly unknown[]): void {
  if (values.length === 0) return;
  if (isLengthDelimited(field)) {
    const write = () => values.forEach((value) => writeField(writer, field, value));
    return values.length < sharedFrom ? write() : writeShared(writer, field, values, write);
  }
  writer.tag(field.number, bytesType);
  const start = writer.openLength();
  for (const value of values) writeValue(writer, field, value);
  writer.closeLength(start);
}

/** Frozen lists of this many strings are written once: most runs of a file share their environment. */
const sharedFrom = 4;
const sharedBytes = new WeakMap<object, { readonly number: number; readonly bytes: Uint8Array }>();

/** Writes a list or map as `write` does; a frozen one only the first time, for who freezes it will not change it. */
function writeShared(writer: WireWriter, field: FieldSchema, values: object, write: () => void): void {
  if (!Object.isFrozen(values)) return write();
  const known = sharedBytes.get(values);
  if (known?.number === field.number) return writer.raw(known.bytes);
  const before = writer.length;
  write();
  sharedBytes.set(values, { number: field.number, bytes: writer.since(before) });
}

function writeMap(writer: WireWriter, field: FieldSchema, map: ReadonlyMap<string, unknown>): void {
  writeShared(writer, field, map, () => writeEntries(writer, field, map));
}

/** Each entry is a message of the key and the value, both written even where they are zero. */
function writeEntries(writer: WireWriter, field: FieldSchema, map: ReadonlyMap<string, unknown>): void {
  const keys = map.size < 2 ? map.keys() : [...map.keys()].sort(compareCodePoints);
  for (const key of keys) {
    writer.tag(field.number, bytesType);
    const start = writer.openLength();
    writer.tag(1, bytesType);
    writeString(writer, key);
    writer.tag(2, isLengthDelimited(field) ? bytesType : varintType);
    writeValue(writer, field, map.get(key));
    writer.closeLength(start);
  }
}

function writeString(writer: WireWriter, text: string): void {
  if (writer.ascii(text)) return;
  if (!isValidUtf8(text)) throw new GoError(messages.invalidUtf8);
  writer.bytes(encodeUtf8(text));
}
