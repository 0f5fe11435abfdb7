/** Calls as texts that are equal where the calls' bytes are, but for what the reference itself writes in any order. */
import type { RecordedCall } from "../../src/testing/stdio-gateway.ts";

/** What is known of a field that holds more than bytes: a message, or a map of strings to bytes or messages. */
type FieldShape = { readonly message: Shape } | { readonly map: Shape | "bytes" };

/** The fields of a message that are looked into, by number. */
interface Shape {
  readonly [field: number]: FieldShape;
}

const opMetadata: Shape = { 2: { map: "bytes" }, 5: { map: "bytes" }, 6: { message: {} } };
const sourceInfo: Record<number, FieldShape> = {};
const definition: Shape = {
  2: { map: opMetadata },
  3: { message: { 1: { map: {} }, 2: { message: sourceInfo } } },
};
sourceInfo[3] = { message: definition };
const ref: Shape = { 2: { message: definition } };
const attestation: Shape = { 2: { map: "bytes" }, 3: { message: ref } };
const result: Shape = {
  2: { message: { 1: { map: "bytes" } } },
  3: { message: ref },
  4: { message: { 1: { map: ref } } },
  10: { map: "bytes" },
  12: { map: { 1: { message: attestation } } },
};

/** The requests of LLBBridge that hold maps. */
const requests: Readonly<Record<string, Shape>> = {
  Solve: {
    1: { message: definition },
    3: { map: "bytes" },
    12: { message: { 2: { map: "bytes" } } },
    13: { map: definition },
  },
  ResolveSourceMeta: { 1: { message: { 2: { map: "bytes" } } } },
  Warn: { 6: { message: sourceInfo } },
  Return: { 1: { message: result }, 2: { message: { 3: { message: {} } } } },
};

const stackDetail = '3:{1:"github.com/moby/buildkit/stack.Stack+json"';
/** An identifier as both sides make them, quoted, also inside of JSON. */
const randomId = /(\\*)"[0-9a-z]{25}\1"/g;

/** A call as a text: its method and its fields as they were sent, maps in the order of their keys, random ids by place. */
export function comparableCall({ method, request }: RecordedCall): string {
  const ids = new Map<string, string>();
  const text = messageText(request, requests[method] ?? {});
  return `${method} ${text}`.replace(randomId, (id) => {
    if (!ids.has(id)) ids.set(id, `"id ${ids.size}"`);
    return ids.get(id) as string;
  });
}

function messageText(bytes: Uint8Array, shape: Shape): string {
  const parts: string[] = [];
  const maps = new Map<number, string[]>();
  for (const { number, value } of fieldsOf(bytes)) {
    const known = shape[number];
    if (typeof value === "bigint" || known === undefined) parts.push(`${number}:${valueText(value)}`);
    else if ("message" in known) parts.push(`${number}:{${messageText(value, known.message)}}`);
    else maps.set(number, [...(maps.get(number) ?? []), entryText(value, known.map)]);
  }
  for (const [number, entries] of maps) parts.push(`${number}:map[${entries.sort().join(", ")}]`);
  return parts.filter((part) => !part.startsWith(stackDetail)).join("\n  ");
}

function entryText(value: Uint8Array, values: Shape | "bytes"): string {
  const fields = [...fieldsOf(value)].map(({ number, value: part }) => {
    if (number === 1 || values === "bytes" || typeof part === "bigint") return `${number}:${valueText(part)}`;
    return `${number}:{${messageText(part, values)}}`;
  });
  return `(${fields.join(" ")})`;
}

function valueText(value: bigint | Uint8Array): string {
  return typeof value === "bigint" ? String(value) : JSON.stringify(Buffer.from(value).toString("latin1"));
}

interface Field {
  readonly number: number;
  readonly value: bigint | Uint8Array;
}

/** The fields of a protobuf message in the order in which they were sent. */
function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error("a message ends inside a number");
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const number = Number(key >> 3n);
    const kind = Number(key & 7n);
    if (kind === 0) yield { number, value: varint() };
    else if (kind === 2) {
      const length = Number(varint());
      yield { number, value: bytes.subarray(at, (at += length)) };
    } else throw new Error(`field ${number} has the wire type ${kind}`);
  }
}
