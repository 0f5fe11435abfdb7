import { sortedStrings } from "../../go/code-point-order.ts";
import { toLower } from "../../go/letter-case.ts";
import { suggest, withSuggestion } from "../../go/suggest.ts";
import type { FlagKind, FlagSchema, FlagValues } from "../ast/flag.ts";
import { Fault } from "../lines/fault.ts";
import { duplicateFlag, missingFlagValue, notBoolean, unknownFlag } from "../messages.ts";
import type { RawNode } from "./raw-node.ts";
import type { FlagText } from "./split-line.ts";

/** The values of a node's flags; throws a Fault at the first that is wrong. @mirrors instructions BFlags.Parse */
export function flagValues<Schema extends FlagSchema>(node: RawNode, schema: Schema): FlagValues<Schema> {
  if (node.split.flags.length === 0) return absentValues(schema) as FlagValues<Schema>;
  const values = emptyValues(schema);
  const used = new Set<string>();
  for (const flag of node.split.flags) {
    const { name, value } = splitFlag(flag);
    const kind = Object.hasOwn(schema, name) ? (schema[name] as FlagKind) : undefined;
    if (kind === undefined) throw unknown(flag, name, schema);
    if (kind !== "strings" && used.has(name)) throw new Fault("duplicate-flag", duplicateFlag(`--${name}`), flag);
    used.add(name);
    if (kind === "bool") values[name] = booleanOf(flag, name, value);
    else if (value === undefined) throw new Fault("missing-flag-value", missingFlagValue(`--${name}`), flag);
    else if (kind === "strings") (values[name] as string[]).push(value);
    else values[name] = value;
  }
  return values as FlagValues<Schema>;
}

type Values = Record<string, string | boolean | string[] | undefined>;

const absent = new Map<FlagSchema, Values>();

/** The values where no flag is given: made once, as most instructions have none. */
function absentValues(schema: FlagSchema): Values {
  let values = absent.get(schema);
  if (values === undefined) {
    values = emptyValues(schema);
    absent.set(schema, values);
  }
  return values;
}

function emptyValues(schema: FlagSchema): Values {
  const values: Values = {};
  for (const name of Object.keys(schema)) values[name] = schema[name] === "strings" ? [] : undefined;
  return values;
}

/** The name of a flag, and its value where there is an `=`. */
export function splitFlag({ text }: FlagText): { name: string; value: string | undefined } {
  const equals = text.indexOf("=");
  if (equals < 0) return { name: text.slice(2), value: undefined };
  return { name: text.slice(2, equals), value: text.slice(equals + 1) };
}

function unknown(flag: FlagText, name: string, schema: FlagSchema): Fault {
  const suggestion = suggest(name, sortedStrings(Object.keys(schema)), true);
  const message = withSuggestion(unknownFlag(`--${name}`), suggestion);
  return new Fault("unknown-flag", message, flag, suggestion === undefined ? undefined : `--${suggestion}`);
}

/** `--flag` is true, `--flag=` is an error. */
function booleanOf(flag: FlagText, name: string, value: string | undefined): boolean {
  if (value === undefined) return true;
  if (value === "") throw new Fault("missing-flag-value", missingFlagValue(`--${name}`), flag);
  const lower = toLower(value);
  if (lower === "true" || lower === "false") return lower === "true";
  throw new Fault("invalid-flag-value", notBoolean(`--${name}`, value), flag);
}
