import { GoError } from "../../go/go-error.ts";
import { ramInBytes } from "../../go/human-size.ts";
import { toLower } from "../../go/letter-case.ts";
import { parseBool, parseUint } from "../../go/parse-number.ts";
import { suggest, withSuggestion } from "../../go/suggest.ts";
import type { CacheSharing, Mount, MountType } from "../ast/mount.ts";
import {
  invalidNumber,
  invalidValue,
  notKeyValue,
  unexpectedKey,
  unexpectedKeyForType,
  unparsedMounts,
  unsupportedMountType,
  unsupportedSharing,
  variableInKey,
} from "../messages.ts";
import { checkMount } from "./check-mount.ts";
import { type Field, fieldsOf } from "./fields.ts";

/** A mount that is being read; `readOnly` is undefined until a field says. */
export type MountDraft = { -readonly [Name in keyof Omit<Mount, "readOnly">]: Mount[Name] } & {
  readOnly: boolean | undefined;
};

/** Expands the variables of one value. */
export type ExpandValue = (value: string) => string;

/** The types of mounts. Sorted: the reference has no order of its own here. */
export const mountTypes: readonly MountType[] = ["bind", "cache", "secret", "ssh", "tmpfs"];
const sharings: readonly CacheSharing[] = ["locked", "private", "shared"];

/**
 * The mount of a `--mount`, each value expanded. Throws a GoError. @mirrors frontend/dockerfile/instructions parseMount
 */
export function parseMount(text: string, expand: ExpandValue): Mount {
  const mount = emptyMount();
  for (const field of mountFields(text)) {
    if (field.value === undefined) readBareField(mount, field);
    else readField(mount, field, expand(field.value));
  }
  return checkMount(mount);
}

/** Whether `from` may be a key; the fields of other texts need not be told apart, unless one of them has a quote. */
const mayHaveFrom = /["\n]|[fF][rR][oO][mM]/;

/**
 * What the `from` of a `--mount` says; empty without one. A stage must be known before variables are: it takes none.
 * Throws a GoError. @mirrors frontend/dockerfile/instructions parseMount
 */
export function parseMountFrom(text: string): string {
  if (text !== "" && !mayHaveFrom.test(text)) return "";
  let from = "";
  for (const { key, value } of mountFields(text)) {
    if (key !== "from" || value === undefined) continue;
    const dollar = value.indexOf("$");
    if (dollar >= 0 && dollar !== value.length - 1) throw new GoError(variableInKey(key));
    from = value;
  }
  return from;
}

function emptyMount(): MountDraft {
  return {
    type: "bind",
    from: "",
    source: "",
    target: "",
    readOnly: undefined,
    sizeLimit: 0n,
    cacheId: "",
    cacheSharing: "",
    required: false,
    env: undefined,
    mode: undefined,
    uid: undefined,
    gid: undefined,
  };
}

function mountFields(text: string): Field[] {
  try {
    return fieldsOf(text);
  } catch (error) {
    throw error instanceof GoError ? new GoError(unparsedMounts(error.message)) : error;
  }
}

function readBareField(mount: MountDraft, { key, text }: Field): void {
  switch (key) {
    case "readonly":
    case "ro":
      mount.readOnly = true;
      return;
    case "readwrite":
    case "rw":
      mount.readOnly = false;
      return;
    case "required":
      requireType(mount, key, ["secret", "ssh"]);
      mount.required = true;
      return;
    default:
      throw new GoError(notKeyValue(text));
  }
}

type FieldReader = (mount: MountDraft, key: string, value: string) => void;

const readSource: FieldReader = (mount, _key, value) => {
  mount.source = value;
};
const readTarget: FieldReader = (mount, _key, value) => {
  mount.target = value;
};
const readReadOnly: FieldReader = (mount, key, value) => {
  mount.readOnly = booleanOf(key, value);
};
const readReadWrite: FieldReader = (mount, key, value) => {
  mount.readOnly = !booleanOf(key, value);
};

const readers = new Map<string, FieldReader>([
  ["type", readType],
  ["from", (mount, _key, value) => void (mount.from = value)],
  ["source", readSource],
  ["target", readTarget],
  ["readonly", readReadOnly],
  ["id", (mount, _key, value) => void (mount.cacheId = value)],
  ["sharing", readSharing],
  ["required", readRequired],
  ["size", readSize],
  ["mode", (mount, key, value) => void (mount.mode = numberOf(key, value, 8))],
  ["uid", (mount, key, value) => void (mount.uid = numberOf(key, value, 10))],
  ["gid", (mount, key, value) => void (mount.gid = numberOf(key, value, 10))],
  ["src", readSource],
  ["dst", readTarget],
  ["destination", readTarget],
  ["ro", readReadOnly],
  ["rw", readReadWrite],
  ["readwrite", readReadWrite],
  ["env", (mount, _key, value) => void (mount.env = value)],
]);

/** The keys that a `--mount` may have, in the order in which they are suggested. */
export const mountKeys: readonly string[] = [...readers.keys()];

function readField(mount: MountDraft, { key, text }: Field, value: string): void {
  const read = readers.get(key);
  if (read === undefined) {
    throw new GoError(withSuggestion(unexpectedKey(key, text), suggest(key, readers.keys(), true)));
  }
  read(mount, key, value);
}

function readType(mount: MountDraft, _key: string, value: string): void {
  const lower = toLower(value);
  const type = mountTypes.find((candidate) => candidate === lower);
  if (type === undefined) {
    throw new GoError(withSuggestion(unsupportedMountType(value), suggest(value, mountTypes, true)));
  }
  mount.type = type;
}

function readSharing(mount: MountDraft, _key: string, value: string): void {
  const lower = toLower(value);
  const sharing = sharings.find((candidate) => candidate === lower);
  if (sharing === undefined)
    throw new GoError(withSuggestion(unsupportedSharing(value), suggest(value, sharings, true)));
  mount.cacheSharing = sharing;
}

function readRequired(mount: MountDraft, key: string, value: string): void {
  requireType(mount, key, ["secret", "ssh"]);
  mount.required = booleanOf(key, value);
}

function readSize(mount: MountDraft, key: string, value: string): void {
  requireType(mount, key, ["tmpfs"]);
  mount.sizeLimit = orInvalid(invalidValue(key, value), () => ramInBytes(value));
}

/** The type counts that was given before this field. */
function requireType(mount: MountDraft, key: string, types: readonly MountType[]): void {
  if (!types.includes(mount.type)) throw new GoError(unexpectedKeyForType(key, mount.type));
}

function booleanOf(key: string, value: string): boolean {
  return orInvalid(invalidValue(key, value), () => parseBool(value));
}

function numberOf(key: string, value: string, base: number): number {
  return Number(orInvalid(invalidNumber(key, value), () => parseUint(value, base, 32)));
}

function orInvalid<Value>(message: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    throw error instanceof GoError ? new GoError(message) : error;
  }
}
