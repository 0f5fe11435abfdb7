import { compilePlatform } from "../../frontend/compile-platform.ts";
import { type OpenBuild, openBuild } from "../../frontend/open-build.ts";
import type { FrontendConfig } from "../../frontend/options/config.ts";
import { readConfig } from "../../frontend/options/config.ts";
import { lintReport } from "../../frontend/subrequest/lint.ts";
import { lintJson } from "../../frontend/subrequest/lint-result.ts";
import { outlineOf } from "../../frontend/subrequest/outline.ts";
import { outlineJson } from "../../frontend/subrequest/outline-result.ts";
import { listTargets } from "../../frontend/subrequest/targets.ts";
import { targetJson } from "../../frontend/subrequest/targets-result.ts";
import { encodeJson, type JsonValue } from "../../go/encode-json.ts";
import type { LintWarning } from "../../lint/lint-warning.ts";
import { formatPlatformFully, normalizePlatform, type Platform, parsePlatform } from "../../oci/platform.ts";
import { toValid } from "../../text/utf8.ts";
import { type FakeGateway, fakePlatform } from "../fake-gateway.ts";
import { compilationIds, localId } from "./compilation-ids.ts";
import { compiledParts } from "./compiled-parts.ts";
import { asError, failure, locationsOf } from "./failure.ts";
import type { Request } from "./request.ts";
import type { Response } from "./response.ts";
import { scriptedDaemon } from "./scripted-daemon.ts";

/** The answer of mode `convert`: each platform compiled, and what the subrequests say of the file. */
export async function answerConvert(request: Request): Promise<Response> {
  const { id } = request;
  const daemon = attempt(() => scriptedDaemon(request));
  if ("thrown" in daemon) return failed(id, "request", daemon.thrown);
  const gateway = daemon.value;
  const config = attempt(() => requestConfig(request, gateway));
  if ("thrown" in config) return failed(id, "client", config.thrown);
  const host = {
    defaultPlatform: fakePlatform,
    newIds: compilationIds,
    newLocalId: () => localId,
    devices: (request.opts?.devices ?? []).map(({ name, optional = false }) => ({ name, optional })),
  };
  const opened = await attemptLater(() => openBuild({ gateway, config: config.value, host }));
  if ("thrown" in opened) return failed(id, "entrypoint", opened.thrown);
  return { id, ...(await convertParts(request, opened.value, gateway)) } as Response;
}

function requestConfig({ opts = {} }: Request, gateway: FakeGateway): FrontendConfig {
  const config = readConfig(gateway, fakePlatform);
  const buildPlatforms = (opts.buildPlatforms ?? []).map((text) =>
    normalizePlatform(parsePlatform(text, fakePlatform), fakePlatform),
  );
  return buildPlatforms.length === 0 ? config : { ...config, buildPlatforms };
}

async function convertParts(request: Request, build: OpenBuild, gateway: FakeGateway): Promise<object> {
  const omit = new Set(request.omit);
  const warnings: LintWarning[] = [];
  const [first, ...others] = targetPlatforms(build);
  const converted = await convert(build, { platform: first, omit, warn: (warning) => warnings.push(warning) });
  const extraPlatforms = [];
  for (const platform of others) extraPlatforms.push(await convert(build, { platform, omit }));
  return {
    ...converted,
    ...(extraPlatforms.length === 0 ? {} : { extraPlatforms }),
    warnings: warnings.map(warningPart),
    ...(omit.has("resolved") ? {} : { resolved: gateway.asked.map(askedPart) }),
    ...(omit.has("outline")
      ? {}
      : { outline: await part(async () => outlineJson(await outlineOf(build, undefined), undefined)) }),
    ...(omit.has("targets") ? {} : { targets: await part(async () => targetsPart(build)) }),
    ...(omit.has("lint") ? {} : { lint: await part(async () => lintJson(await lintReport(build), undefined)) }),
  };
}

/** The platforms asked for; one nameless where none is. */
function targetPlatforms({ session }: OpenBuild): readonly [Platform | undefined, ...Platform[]] {
  const [first, ...others] = session.config.targetPlatforms;
  return [first, ...others];
}

interface ConvertRequest {
  readonly platform: Platform | undefined;
  readonly omit: ReadonlySet<string>;
  readonly warn?: (warning: LintWarning) => void;
}

async function convert(build: OpenBuild, request: ConvertRequest): Promise<object> {
  const { platform, warn } = request;
  const named = platform === undefined ? {} : { platform: formatPlatformFully(platform) };
  const compiled = await attemptLater(() => compilePlatform(build, { platform, warn }));
  if ("thrown" in compiled) return { ...named, ...errorParts("convert", compiled.thrown) };
  const marshaled = attempt(() => compiled.value.definition());
  if ("thrown" in marshaled) {
    const { message } = asError(marshaled.thrown);
    return { ...named, ...errorParts("marshal", new Error(`failed to marshal LLB definition: ${message}`)) };
  }
  const parts = attempt(() => compiledParts(compiled.value, marshaled.value, request.omit));
  // A text in the metadata that is no UTF-8: the definition is there, and can not be written.
  if ("thrown" in parts) return { ...named, ...errorParts("encode", parts.thrown) };
  return { ...named, ok: true, ...parts.value };
}

/** A subrequest's result, or what went wrong. */
async function part(make: () => Promise<JsonValue>): Promise<unknown> {
  const made = await attemptLater(make);
  if ("value" in made) return JSON.parse(encodeJson(made.value)) as unknown;
  const { error, locations = null } = errorParts("", made.thrown);
  return { error, locations };
}

/** Go writes a list that was never appended to as null. */
function targetsPart(build: OpenBuild): JsonValue {
  const targets = listTargets(build);
  return targets.length === 0 ? null : targets.map(targetJson);
}

function warningPart({ rule, description, url, message, ranges }: LintWarning): object {
  return { rule, description, ...(url === "" ? {} : { url }), message: toValid(message), ranges };
}

function askedPart({ ref, logName, image, ociLayout }: FakeGateway["asked"][number]): object {
  const platform = image?.platform ?? ociLayout?.platform;
  return { ref, logName, mode: image?.resolveMode ?? "", ...(platform && { platform: formatPlatformFully(platform) }) };
}

function failed(id: string, phase: string, thrown: unknown): Response {
  return failure(id, phase, asError(thrown));
}

function errorParts(phase: string, thrown: unknown) {
  const locations = locationsOf(thrown);
  return { ok: false, phase, error: toValid(asError(thrown).message), ...(locations && { locations }), head: "" };
}

type Outcome<T> = { readonly value: T } | { readonly thrown: unknown };

function attempt<T>(run: () => T): Outcome<T> {
  try {
    return { value: run() };
  } catch (thrown) {
    return { thrown };
  }
}

async function attemptLater<T>(run: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await run() };
  } catch (thrown) {
    return { thrown };
  }
}
