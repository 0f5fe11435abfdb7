import { decodeJson, type JsonNode } from "./decode-json.ts";
import { GoError, NumberError } from "./go-error.ts";
import { foldKey } from "./letter-case.ts";
import { jsonFieldMismatch, jsonMismatch } from "./messages.ts";
import { parseInt } from "./parse-number.ts";

/**
 * How a Go type reads JSON. `read` gets the value that stood there before, since repeated members of a struct or map
 * merge and null leaves most things as they are; a value of the wrong kind leaves it too and is noted as an error.
 */
export interface GoType<T> {
  /** The type's name in errors: `[]string`. */
  readonly name: string;
  readonly zero: T;
  readonly read: (node: JsonNode, before: T, reading: Reading) => T;
}

/** Where reading stands, for errors, and the first mismatch so far: Go reads on and reports it at the end. */
export interface Reading {
  struct: string;
  path: readonly string[];
  mismatch: GoError | undefined;
}

/** A member of a struct type: its JSON key, the names of embedded structs on the way, its type. */
export interface GoField<T> {
  readonly key: string;
  readonly through?: readonly string[];
  readonly type: GoType<T>;
}

/**
 * The value of a JSON text as Go decodes it into a type: keys match without case, unknown ones are dropped, the last of
 * several wins. Throws a GoError with Go's words for bad JSON and for a value of the wrong kind.
 * @mirrors encoding/json Unmarshal
 */
export function unmarshal<T>(text: string, type: GoType<T>): T {
  const reading: Reading = { struct: "", path: [], mismatch: undefined };
  const value = type.read(decodeJson(text), type.zero, reading);
  if (reading.mismatch !== undefined) throw reading.mismatch;
  return value;
}

export const stringType: GoType<string> = stringTypeNamed("string");

/** A string type with a name of its own in errors. */
export function stringTypeNamed(name: string): GoType<string> {
  return {
    name,
    zero: "",
    read: (node, before, reading) => (node.kind === "string" ? node.value : kept(node, before, name, reading)),
  };
}

export const boolType: GoType<boolean> = {
  name: "bool",
  zero: false,
  read: (node, before, reading) => (node.kind === "bool" ? node.value : kept(node, before, "bool", reading)),
};

/** A 64-bit integer. */
export function intTypeNamed(name: string): GoType<bigint> {
  const read = (node: JsonNode, before: bigint, reading: Reading): bigint => {
    if (node.kind !== "number") return kept(node, before, name, reading);
    try {
      return parseInt(node.text, 10, 64);
    } catch (error) {
      if (!(error instanceof NumberError)) throw error;
      noteMismatch(reading, `number ${node.text}`, name);
      return before;
    }
  };
  return { name, zero: 0n, read };
}

/** A slice; nil and null are the empty list. */
export function listOf<T>(element: GoType<T>): GoType<readonly T[]> {
  const type = nilableListOf(element);
  return { name: type.name, zero: [], read: (node, before, reading) => type.read(node, before, reading) ?? [] };
}

/** A slice whose nil (undefined) is told from an empty list. */
export function nilableListOf<T>(element: GoType<T>): GoType<readonly T[] | undefined> {
  const name = `[]${element.name}`;
  const read = (node: JsonNode, before: readonly T[] | undefined, reading: Reading): readonly T[] | undefined => {
    if (node.kind === "null") return undefined;
    if (node.kind !== "array") return kept(node, before, name, reading);
    return node.items.map((item, index) => element.read(item, before?.[index] ?? element.zero, reading));
  };
  return { name, zero: undefined, read };
}

/** A map with string keys; nil and null are the empty map. */
export function mapOf<T>(element: GoType<T>): GoType<ReadonlyMap<string, T>> {
  const name = `map[string]${element.name}`;
  const read = (node: JsonNode, before: ReadonlyMap<string, T>, reading: Reading): ReadonlyMap<string, T> => {
    if (node.kind === "null") return new Map();
    if (node.kind !== "object") return kept(node, before, name, reading);
    const result = new Map(before);
    for (const [key, value] of node.members) result.set(key, element.read(value, element.zero, reading));
    return result;
  };
  return { name, zero: new Map(), read };
}

/** A struct without members, the element of a Go set. */
export const emptyStructType: GoType<null> = {
  name: "struct {}",
  zero: null,
  read: (node, before, reading) => (node.kind === "object" ? null : kept(node, before, "struct {}", reading)),
};

/** A pointer; nil and null are undefined. */
export function pointerTo<T>(target: GoType<T>): GoType<T | undefined> {
  return {
    name: `*${target.name}`,
    zero: undefined,
    read: (node, before, reading) =>
      node.kind === "null" ? undefined : target.read(node, before ?? target.zero, reading),
  };
}

/** A struct, by the members of `T`; `name` is qualified with its package: `v1.Image`. */
export function structOf<T extends object>(
  name: string,
  zero: T,
  fields: { readonly [K in keyof T]: GoField<T[K]> },
): GoType<T> {
  const byKey = new Map<string, keyof T>();
  const byFoldedKey = new Map<string, keyof T>();
  for (const member of Object.keys(fields) as (keyof T)[]) {
    byKey.set(fields[member].key, member);
    byFoldedKey.set(foldKey(fields[member].key), member);
  }
  const shortName = name.slice(name.lastIndexOf(".") + 1);
  const read = (node: JsonNode, before: T, reading: Reading): T => {
    if (node.kind !== "object") return kept(node, before, name, reading);
    const result = { ...before };
    const { struct, path } = reading;
    for (const [key, value] of node.members) {
      const member = byKey.get(key) ?? byFoldedKey.get(foldKey(key));
      if (member === undefined) continue;
      const field = fields[member];
      reading.struct = shortName;
      reading.path = [...path, ...(field.through ?? []), field.key];
      result[member] = field.type.read(value, result[member], reading);
      reading.struct = struct;
      reading.path = path;
    }
    return result;
  };
  return { name, zero, read };
}

/** What stood there before: silently for null, with a mismatch noted for any other kind. */
function kept<T>(node: JsonNode, before: T, type: string, reading: Reading): T {
  if (node.kind !== "null") noteMismatch(reading, node.kind, type);
  return before;
}

function noteMismatch(reading: Reading, found: string, type: string): void {
  const { struct, path } = reading;
  const message =
    struct === "" ? jsonMismatch(found, type) : jsonFieldMismatch(found, `${struct}.${path.join(".")}`, type);
  reading.mismatch ??= new GoError(message);
}
