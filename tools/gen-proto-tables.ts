/** The tables and types that src/llb/wire encodes, decodes and prints the graph's messages by. */
import protobuf from "protobufjs";

/**
 * Fields that number inputs, outputs or actions: a JavaScript number, while other 64-bit fields may be a bigint.
 */
const indexFields = /^(input|secondaryInput|output|outputs|index|builder)$/;

/** The module's code and its types. */
export function llbModule(namespace: protobuf.Namespace): readonly [code: string, types: string] {
  const types = namespace.nestedArray.filter((nested) => nested instanceof protobuf.Type);
  const enums = namespace.nestedArray.filter((nested) => nested instanceof protobuf.Enum);
  const code = [
    ...types.map((type) => `export const ${schemaName(type)} = { name: "pb.${type.name}", fields: [] };\n`),
    ...enums.map((one) => `const ${lowerFirst(one.name)}Values = ${JSON.stringify(enumValues(one))};\n`),
    ...types.map((type) => `${schemaName(type)}.fields.push(\n${writeOrder(type).map(fieldCode).join("")});\n`),
  ];
  return [code.join(""), preamble + enums.map(enumType).join("") + types.map(messageType).join("")];
}

const preamble = `
/** How one field is written. */
export interface FieldSchema {
  readonly number: number;
  /** The property of the message. */
  readonly name: string;
  /** The name in the .proto file. */
  readonly proto: string;
  /** \`index\` is an int64 that must fit a JavaScript number; of a map, the kind of its values (keys are strings). */
  readonly kind: "string" | "bytes" | "bool" | "int32" | "uint32" | "int64" | "uint64" | "index" | "enum" | "message";
  readonly label: "one" | "oneof" | "many" | "map";
  readonly message?: MessageSchema<unknown>;
  /** The names of an enum's values, by number. */
  readonly values?: readonly string[];
}

/** How a message is written: its fields in the order of Go's encoder, the members of a oneof last. */
export interface MessageSchema<T> {
  readonly name: string;
  readonly fields: readonly FieldSchema[];
  /** Never there: ties the schema to the message's type. */
  readonly of?: T;
}

/** A 64-bit integer; decoding gives a number where it is exact. */
export type Int64 = number | bigint;

/** Bytes of fields that this schema does not know, kept for the way back. */
export interface Unknown {
  readonly unknown?: Uint8Array;
}
`;

/** The order of Go's encoder. */
function writeOrder(type: protobuf.Type): protobuf.Field[] {
  const late = (field: protobuf.Field) => (field.partOf === null ? 0 : 1);
  return [...type.fieldsArray].sort((a, b) => late(a) - late(b) || a.id - b.id);
}

function fieldCode(field: protobuf.Field): string {
  const { resolvedType } = field.resolve();
  const kind = fieldKind(field);
  const parts = [
    `number: ${field.id}`,
    `name: "${propertyName(field)}"`,
    `proto: "${field.name}"`,
    `kind: "${kind}"`,
    `label: "${fieldLabel(field)}"`,
  ];
  if (kind === "message") parts.push(`message: ${schemaName(resolvedType as protobuf.Type)}`);
  if (kind === "enum") parts.push(`values: ${lowerFirst((resolvedType as protobuf.Enum).name)}Values`);
  return `  { ${parts.join(", ")} },\n`;
}

function fieldLabel(field: protobuf.Field): string {
  if (field.map) return "map";
  if (field.repeated) return "many";
  return field.partOf === null ? "one" : "oneof";
}

function fieldKind(field: protobuf.Field): string {
  const { resolvedType } = field;
  if (resolvedType instanceof protobuf.Enum) return "enum";
  if (resolvedType instanceof protobuf.Type) return "message";
  return field.type === "int64" && indexFields.test(field.name) ? "index" : field.type;
}

function messageType(type: protobuf.Type): string {
  const fields = [...type.fieldsArray].sort((a, b) => a.id - b.id).map(fieldType);
  return (
    `\n${doc(type.comment, "")}export interface ${type.name} extends Unknown {\n${fields.join("")}}\n` +
    `export declare const ${schemaName(type)}: MessageSchema<${type.name}>;\n`
  );
}

function fieldType(field: protobuf.Field): string {
  const one = valueType(field);
  const type = field.map ? `ReadonlyMap<string, ${one}>` : field.repeated ? `readonly ${many(one)}[]` : one;
  const optional =
    !field.map && !field.repeated && (field.partOf !== null || field.resolvedType instanceof protobuf.Type);
  return `${doc(field.comment, "  ")}  readonly ${propertyName(field)}${optional ? "?" : ""}: ${type};\n`;
}

function many(type: string): string {
  return type.includes(" ") ? `(${type})` : type;
}

function valueType(field: protobuf.Field): string {
  const kind = fieldKind(field);
  if (kind === "enum" || kind === "message") return (field.resolvedType as protobuf.ReflectionObject).name;
  if (kind === "bytes") return "Uint8Array";
  if (kind === "bool") return "boolean";
  if (kind === "string") return "string";
  return kind === "int64" || kind === "uint64" ? "Int64" : "number";
}

function enumType(one: protobuf.Enum): string {
  const names = enumValues(one).map((name) => JSON.stringify(name));
  return `\n${doc(one.comment, "")}export type ${one.name} = ${names.join(" | ")} | number;\n`;
}

function enumValues(one: protobuf.Enum): string[] {
  return Object.entries(one.values)
    .sort(([, a], [, b]) => a - b)
    .map(([name]) => name);
}

function doc(comment: string | null, indent: string): string {
  return comment === null || comment === "" ? "" : `${indent}/** ${comment.replaceAll("\n", " ")} */\n`;
}

function schemaName(type: protobuf.Type): string {
  return `${lowerFirst(type.name)}Schema`;
}

/** A property in our style: `ignore_cache` is ignoreCache, `OSVersion` is osVersion, `SSHOpt` is sshOpt, `ID` is id. */
function propertyName(field: protobuf.Field): string {
  return lowerFirst(field.name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));
}

/** Lower-cases the capitals a name starts with, but the last of several that start a word. */
function lowerFirst(name: string): string {
  const capitals = /^[A-Z]+/.exec(name)?.[0].length ?? 0;
  const lowered = capitals > 1 && capitals < name.length ? capitals - 1 : capitals;
  return name.slice(0, lowered).toLowerCase() + name.slice(lowered);
}
