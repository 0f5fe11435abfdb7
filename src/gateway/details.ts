import { rangeSchema, sourceInfoSchema, type SourceInfo as WireSourceInfo } from "#proto/llb.js";
import { encodeJson, type JsonValue, struct } from "../go/encode-json.ts";
import { definitionMessage } from "../llb/definition.ts";
import type { WireRange } from "../text/span.ts";
import { encodeUtf8 } from "../text/utf8.ts";
import { CodedError, code, DetailedError, detailTypeUrl, type ErrorDetail, GatewayError } from "./errors.ts";
import type { SourceInfo } from "./gateway.ts";
import { goMessage } from "./go-message.ts";
import { messages } from "./messages.ts";
import { chainOf } from "./status.ts";

const sourceName = "errdefs.Source";

/**
 * Returns an error that also says where in a source file it comes from, so that clients show the lines.
 * @mirrors solver/errdefs/source.go WithSource
 */
export function withSource(error: Error, info: SourceInfo, ranges: readonly WireRange[]): Error {
  const members = {
    info: infoJson(info),
    ranges: ranges.length === 0 ? undefined : ranges.map((range) => goMessage(rangeSchema, range)),
  };
  return new DetailedError(detail(sourceName, struct(members)), error);
}

/** True when an error, a daemon's included, says where in a source file it comes from. @mirrors solver/errdefs/source.go Sources */
export function hasSource(error: unknown): boolean {
  const typeUrl = detailTypeUrl(sourceName);
  return chainOf(error).some((link) => {
    if (link instanceof DetailedError) return link.detail.typeUrl === typeUrl;
    return link instanceof GatewayError && link.details.some((each) => each.typeUrl === typeUrl);
  });
}

/** Returns the error for a subrequest that this frontend does not know. @mirrors solver/errdefs/subrequest.go */
export function unsupportedSubrequest(name: string): Error {
  return new DetailedError(
    detail("errdefs.Subrequest", nameJson(name)),
    new Error(messages.unsupportedSubrequest(name)),
  );
}

/** Returns the error for a frontend capability that this frontend does not have. @mirrors solver/errdefs/frontendcap.go */
export function unsupportedFrontendCap(name: string): Error {
  const error = new DetailedError(
    detail("errdefs.FrontendCap", nameJson(name)),
    new Error(messages.unsupportedFrontendCap(name)),
  );
  return new CodedError(code.unimplemented, error);
}

function nameJson(name: string): JsonValue {
  return struct({ name: name === "" ? undefined : name });
}

function detail(name: string, json: JsonValue): ErrorDetail {
  return { typeUrl: detailTypeUrl(name), value: encodeUtf8(encodeJson(json)) };
}

const infos = new WeakMap<SourceInfo, WireSourceInfo>();
const infoJsons = new WeakMap<SourceInfo, JsonValue>();

/** Returns a source file as the wire's message: one object for each file, so that its bytes are encoded once. */
export function sourceInfoMessage(info: SourceInfo): WireSourceInfo {
  let message = infos.get(info);
  if (message === undefined) {
    const { filename, data, language, definition } = info;
    message = { filename, data, language, ...(definition && { definition: definitionMessage(definition) }) };
    infos.set(info, message);
  }
  return message;
}

/** The file's bytes in base64 are most of it: made once for a file, however many errors name it. */
function infoJson(info: SourceInfo): JsonValue {
  let json = infoJsons.get(info);
  if (json === undefined) {
    json = goMessage(sourceInfoSchema, sourceInfoMessage(info));
    infoJsons.set(info, json);
  }
  return json;
}
