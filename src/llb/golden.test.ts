import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import type { FieldSchema, MessageSchema, OpMetadata, Source } from "#proto/llb.js";
import { opMetadataSchema, sourceSchema } from "#proto/llb.js";
import { encodeJson, type JsonValue } from "../go/encode-json.ts";
import { hasSharedCases, readSharedLines } from "../testing/shared-cases.ts";
import type { Definition } from "./definition.ts";
import { decodeDefinition, digestOf, encodeDefinition, head } from "./definition.ts";
import { fromDefinition } from "./definition-state.ts";
import { marshal } from "./marshal.ts";
import { decodeOps, encodeOp } from "./op.ts";
import { metadataJson, sourceJson } from "./print/json.ts";

interface Request {
  readonly id: string;
  readonly dockerfile?: string;
  readonly dockerfileBase64?: string;
}

interface Answer {
  readonly id: string;
  readonly def?: readonly string[];
  readonly digests: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly source?: { readonly infos?: readonly Record<string, unknown>[] };
  readonly definitionDigest: string;
}

/** The reverse of protojson, enough for what the answers hold. */
function message<T>(schema: MessageSchema<T>, json: Readonly<Record<string, unknown>>): T {
  const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const values = schema.fields.map((field) => [field.name, memberOf(field, json[camel(field.proto)])]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as T;
}

function memberOf(field: FieldSchema, json: unknown): unknown {
  if (field.label === "map") {
    return new Map(Object.entries(json ?? {}).map(([key, value]) => [key, valueOf(field, value)]));
  }
  if (field.label === "many") return ((json ?? []) as unknown[]).map((value) => valueOf(field, value));
  if (json !== undefined) return valueOf(field, json);
  return { string: "", int32: 0, bool: false, bytes: new Uint8Array() }[field.kind as string];
}

function valueOf(field: FieldSchema, json: unknown): unknown {
  if (field.message !== undefined) return message(field.message, json as Record<string, unknown>);
  if (field.kind === "bytes") return new Uint8Array(Buffer.from(json as string, "base64"));
  return field.kind === "int64" || field.kind === "uint64" ? Number(json) : json;
}

function definitionOf(answer: Answer, request: Request): Definition {
  const data = request.dockerfileBase64 ?? Buffer.from(request.dockerfile ?? "", "utf8").toString("base64");
  const source = answer.source && {
    ...answer.source,
    infos: answer.source.infos?.map((info, at) =>
      at === 0 && info["filename"] !== undefined ? { data, ...info } : info,
    ),
  };
  return {
    def: (answer.def ?? []).map((op) => new Uint8Array(Buffer.from(op, "base64"))),
    digests: answer.digests,
    metadata: new Map(
      Object.entries(answer.metadata ?? {}).map(([digest, json]) => [
        digest,
        message(opMetadataSchema, json as Record<string, unknown>) as OpMetadata,
      ]),
    ),
    ...(source === undefined ? {} : { source: message(sourceSchema, source) as Source }),
  };
}

const anyPlatform = { os: "linux", architecture: "amd64", variant: "", osVersion: "", osFeatures: [] };

describe.skipIf(!hasSharedCases()).each(["synthetic", "fuzz", "real"])("the reference's answers of %s", (set) => {
  const requests = new Map((readSharedLines(`${set}.requests`) as Request[]).map((request) => [request.id, request]));
  const answers = (readSharedLines(`${set}.responses`) as Answer[]).filter(({ def }) => def !== undefined);
  const definitions = answers.map((answer) => definitionOf(answer, requests.get(answer.id) as Request));

  it("hold ops that decode and encode to the same bytes", () => {
    const changed = definitions.flatMap((definition, at) =>
      decodeOps(definition).flatMap((op, place) =>
        Buffer.compare(encodeOp(op), definition.def[place] as Uint8Array) === 0 ? [] : [[answers[at]?.id, place]],
      ),
    );
    expect(changed).toEqual([]);
  });

  it("hold definitions that encode to the same digest", () => {
    const changed = definitions.flatMap((definition, at) =>
      digestOf(encodeDefinition(definition)) === answers[at]?.definitionDigest ? [] : [answers[at]?.id],
    );
    expect(changed).toEqual([]);
  });

  it("come back whole from their bytes", () => {
    const changed = definitions.flatMap((definition, at) => {
      const bytes = encodeDefinition(definition);
      const again = decodeDefinition(bytes);
      return Buffer.compare(encodeDefinition(again), bytes) === 0 && head(again) === head(definition)
        ? []
        : [answers[at]?.id];
    });
    expect(changed).toEqual([]);
  });

  it("come back from a state made of them, but for the order of what does not depend on each other", () => {
    // An op of files has its inputs in the order of its actions, but walks them from the last action to the first.
    const ordered = (definition: Definition) => {
      const pairs = definition.def.map((op, at) => [definition.digests[at] as string, op] as const);
      return encodeDefinition({ ...definition, def: pairs.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, op]) => op) });
    };
    const changed = definitions.flatMap((definition, at) => {
      if (definition.def.length === 0) return [];
      const remade = marshal(fromDefinition(definition), { platform: anyPlatform });
      return Buffer.compare(ordered(remade), ordered(definition)) === 0 ? [] : [answers[at]?.id];
    });
    expect(changed).toEqual([]);
  });

  it("print to the same JSON", () => {
    const printed = (json: JsonValue) => JSON.parse(encodeJson(json));
    // The answers leave the sources' data out.
    const withoutData = (source: Answer["source"]) => ({
      ...source,
      infos: source?.infos?.map((info) => ({ ...info, data: undefined })),
    });
    const changed = definitions.flatMap(({ metadata, source }, at) => {
      const answer = answers[at] as Answer;
      const same =
        [...metadata].every(([key, one]) =>
          isDeepStrictEqual(printed(metadataJson(one, "json")), answer.metadata[key]),
        ) &&
        (source === undefined ||
          isDeepStrictEqual(withoutData(printed(sourceJson(source, "json"))), withoutData(answer.source)));
      return same ? [] : [answer.id];
    });
    expect(changed).toEqual([]);
  });
});
