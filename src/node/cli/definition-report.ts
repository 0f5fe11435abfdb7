import type { Result } from "../../gateway/gateway.ts";
import { encodeJson, type JsonValue } from "../../go/encode-json.ts";
import { type Definition, head } from "../../llb/definition.ts";
import { decodeOp } from "../../llb/op.ts";
import { metadataJson, opJson, sourceJson } from "../../llb/print/json.ts";
import { decodeUtf8, toValid } from "../../text/utf8.ts";

/**
 * Returns a definition and the configs of its images as JSON for people: every op with its digest and metadata, where
 * each comes from, and the source files as text.
 */
export function definitionReport(definition: Definition, { metadata }: Result): string {
  const ops = definition.def.map((bytes, at) => {
    const digest = definition.digests[at] as string;
    const opMetadata = definition.metadata.get(digest);
    return {
      digest,
      op: plain(opJson(decodeOp(bytes), "json")),
      ...(opMetadata && { metadata: plain(metadataJson(opMetadata, "json")) }),
    };
  });
  const report = {
    head: head(definition),
    ops,
    ...(definition.source && { source: sourceReport(definition.source) }),
    image: configOf(metadata.get("containerimage.config")),
    baseImage: configOf(metadata.get("containerimage.base.config")),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function sourceReport(source: NonNullable<Definition["source"]>): object {
  const { locations } = plain(sourceJson(source, "json")) as { locations?: object };
  const files = source.infos.map(({ filename, language, data }) => ({
    filename,
    language,
    text: toValid(decodeUtf8(data)),
  }));
  return { locations, files };
}

function plain(value: JsonValue): unknown {
  return JSON.parse(encodeJson(value));
}

function configOf(bytes: Uint8Array | undefined): unknown {
  return bytes && JSON.parse(toValid(decodeUtf8(bytes)));
}
