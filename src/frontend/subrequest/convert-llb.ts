import { opMetadataGoJson } from "../../gateway/go-structs.ts";
import { type JsonValue, map, struct } from "../../go/encode-json.ts";
import type { Definition } from "../../llb/definition.ts";
import { decodeOps } from "../../llb/op.ts";
import { opJson, sourceJson } from "../../llb/print/json.ts";
import { compilePlatform } from "../compile-platform.ts";
import { metadataResult, type Subrequest, type SubrequestDescription } from "./subrequest.ts";

const description: SubrequestDescription = {
  name: "frontend.convertllb",
  version: "0.1.0",
  description: "Convert Dockerfile to LLB",
  opts: [],
  metadata: ["result.json"],
};

/** `frontend.convertllb`: the target's definition; the platform asked for does not count. @mirrors frontend/dockerfile/dockerfile2llb/convertllb.go ConvertLLB */
export const convertLlb: Subrequest = {
  description,
  async answer(build, warn) {
    const compiled = await compilePlatform(build, { warn });
    return metadataResult(description, definitionJson(compiled.definition()));
  },
};

/** A definition as JSON: ops and metadata by digest, and sources. @mirrors frontend/subrequests/convertllb/convertllb.go Result.MarshalJSON */
export function definitionJson(definition: Definition): JsonValue {
  const { digests, metadata, source } = definition;
  const ops = decodeOps(definition).map((op, at) => [digests[at] as string, opJson(op, "json")] as const);
  return struct({
    def: map(new Map(ops)),
    metadata: map([...metadata].map(([digest, each]) => [digest, opMetadataGoJson(each)])),
    source: source === undefined ? struct({}) : sourceJson(source, "json"),
  });
}
