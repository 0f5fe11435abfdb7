import {
  encodeJson,
  encodeJsonString,
  type JsonStruct,
  type JsonText,
  type JsonValue,
  map,
  struct,
} from "../go/encode-json.ts";
import { checkJsonTime } from "../go/rfc3339.ts";
import { unmarshal } from "../go/unmarshal.ts";
import { imageType, ociImageType } from "./image-config-type.ts";
import type { Platform } from "./platform.ts";

/**
 * An image's config as Docker and OCI share it. An absent string is "", an absent list or map empty; times are RFC 3339
 * texts in Go's form. Fields in the order in which Go writes them. @mirrors github.com/moby/docker-image-spec DockerOCIImage
 */
export interface Image extends OciImage {
  readonly config: ImageConfig;
}

/** The part of it that OCI defines. */
export interface OciImage extends Platform {
  readonly created: string | undefined;
  readonly author: string;
  readonly rootfs: RootFs;
  readonly history: readonly HistoryEntry[];
  readonly config: OciImageConfig;
}

/** The digests of uncompressed layers, bottom first; undefined is Go's nil, written as null. */
export interface RootFs {
  readonly type: string;
  readonly diffIds: readonly string[] | undefined;
}

/** One step of the image's history. */
export interface HistoryEntry {
  readonly created: string | undefined;
  readonly createdBy: string;
  readonly author: string;
  readonly comment: string;
  readonly emptyLayer: boolean;
}

/** What a container of the image runs with. */
export interface ImageConfig extends OciImageConfig {
  readonly healthcheck: Healthcheck | undefined;
  readonly onBuild: readonly string[];
  readonly shell: readonly string[];
}

/** The part of that which OCI defines. */
export interface OciImageConfig {
  readonly user: string;
  readonly exposedPorts: ReadonlySet<string>;
  readonly env: readonly string[];
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly volumes: ReadonlySet<string>;
  readonly workingDir: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly stopSignal: string;
  readonly argsEscaped: boolean;
}

/** How a container is checked; durations in nanoseconds, 0 to inherit. */
export interface Healthcheck {
  readonly test: readonly string[];
  readonly interval: bigint;
  readonly timeout: bigint;
  readonly startPeriod: bigint;
  readonly startInterval: bigint;
  readonly retries: bigint;
}

/** An image without anything, as Go's zero value. */
export const emptyImage: Image = imageType.zero;

/** The image of a config's JSON; unknown fields are dropped. Throws a GoError with Go's words for bad JSON. */
export function decodeImageConfig(json: string): Image {
  return unmarshal(json, imageType);
}

/** As decodeImageConfig, of what OCI defines: of the rest nothing need be right. */
export function decodeOciImage(json: string): OciImage {
  return unmarshal(json, ociImageType);
}

/**
 * The config's JSON exactly as Go's encoder writes the type: its bytes are the image's identity. Throws a GoError for a
 * time outside the years 0 to 9999, as Go's encoder does.
 */
export function encodeImageConfig(image: Image): string {
  return encodeJson(
    struct({
      created: time(image.created),
      author: text(image.author),
      ...platformMembers(image),
      rootfs: struct({ type: image.rootfs.type, diff_ids: image.rootfs.diffIds ?? null }),
      history: image.history.length === 0 ? undefined : image.history.map(historyEntry),
      config: imageConfig(image.config),
    }),
  );
}

/** A platform as Go's encoder writes it, in an image config or alone. @mirrors github.com/opencontainers/image-spec Platform */
export function platformJson(platform: Platform): JsonStruct {
  return struct(platformMembers(platform));
}

function platformMembers(platform: Platform): Record<string, JsonValue | undefined> {
  return {
    architecture: platform.architecture,
    os: platform.os,
    "os.version": text(platform.osVersion),
    "os.features": list(platform.osFeatures),
    variant: text(platform.variant),
  };
}

/** Each instruction makes one: most of a config's text. */
function historyEntry(entry: HistoryEntry): JsonText {
  const created = time(entry.created);
  let members = "";
  if (created !== undefined) members += `,"created":${encodeJsonString(created)}`;
  if (entry.createdBy !== "") members += `,"created_by":${encodeJsonString(entry.createdBy)}`;
  if (entry.author !== "") members += `,"author":${encodeJsonString(entry.author)}`;
  if (entry.comment !== "") members += `,"comment":${encodeJsonString(entry.comment)}`;
  if (entry.emptyLayer) members += ',"empty_layer":true';
  return { kind: "text", text: `{${members.slice(1)}}` };
}

function imageConfig(config: ImageConfig): JsonStruct {
  return struct({
    User: text(config.user),
    ExposedPorts: set(config.exposedPorts),
    Env: list(config.env),
    Entrypoint: list(config.entrypoint),
    Cmd: list(config.cmd),
    Volumes: set(config.volumes),
    WorkingDir: text(config.workingDir),
    Labels: config.labels.size === 0 ? undefined : map(config.labels),
    StopSignal: text(config.stopSignal),
    ArgsEscaped: config.argsEscaped || undefined,
    Healthcheck: config.healthcheck === undefined ? undefined : healthcheck(config.healthcheck),
    OnBuild: list(config.onBuild),
    Shell: list(config.shell),
  });
}

function healthcheck(check: Healthcheck): JsonStruct {
  return struct({
    Test: list(check.test),
    Interval: check.interval || undefined,
    Timeout: check.timeout || undefined,
    StartPeriod: check.startPeriod || undefined,
    StartInterval: check.startInterval || undefined,
    Retries: check.retries || undefined,
  });
}

function time(value: string | undefined): string | undefined {
  if (value !== undefined) checkJsonTime(value);
  return value;
}

/** Go's omitempty: nothing for an empty string, list or set. */
function text(value: string): string | undefined {
  return value || undefined;
}

function list(values: readonly string[]): readonly string[] | undefined {
  return values.length === 0 ? undefined : values;
}

function set(values: ReadonlySet<string>): JsonValue | undefined {
  return values.size === 0 ? undefined : map([...values].map((value) => [value, struct({})] as const));
}
