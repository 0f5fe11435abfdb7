import { GoError } from "../go/go-error.ts";
import { normalizeRfc3339 } from "../go/rfc3339.ts";
import {
  boolType,
  emptyStructType,
  type GoType,
  intTypeNamed,
  listOf,
  mapOf,
  nilableListOf,
  pointerTo,
  stringType,
  stringTypeNamed,
  structOf,
} from "../go/unmarshal.ts";
import type {
  Healthcheck,
  HistoryEntry,
  Image,
  ImageConfig,
  OciImage,
  OciImageConfig,
  RootFs,
} from "./image-config.ts";
import { timeNotString } from "./messages.ts";

/** A time reads itself: what is wrong with it ends the reading at once. */
const timeType: GoType<string> = {
  name: "time.Time",
  zero: "0001-01-01T00:00:00Z",
  read: (node) => {
    if (node.kind !== "string") throw new GoError(timeNotString);
    return normalizeRfc3339(node.raw);
  },
};

const keysType: GoType<ReadonlySet<string>> = {
  name: `map[string]${emptyStructType.name}`,
  zero: new Set(),
  read: (node, before, reading) => {
    const entries = new Map([...before].map((key) => [key, null] as const));
    return new Set(mapOf(emptyStructType).read(node, entries, reading).keys());
  },
};

const strings = listOf(stringType);
const duration = intTypeNamed("time.Duration");

const healthcheckType = structOf<Healthcheck>(
  "v1.HealthcheckConfig",
  { test: [], interval: 0n, timeout: 0n, startPeriod: 0n, startInterval: 0n, retries: 0n },
  {
    test: { key: "Test", type: strings },
    interval: { key: "Interval", type: duration },
    timeout: { key: "Timeout", type: duration },
    startPeriod: { key: "StartPeriod", type: duration },
    startInterval: { key: "StartInterval", type: duration },
    retries: { key: "Retries", type: intTypeNamed("int") },
  },
);

const emptyOciConfig: OciImageConfig = {
  user: "",
  exposedPorts: new Set(),
  env: [],
  entrypoint: [],
  cmd: [],
  volumes: new Set(),
  workingDir: "",
  labels: new Map(),
  stopSignal: "",
  argsEscaped: false,
};

/** The members that OCI defines, in a struct that embeds theirs by these names. */
function ociConfigFields(through: readonly string[]) {
  return {
    user: { key: "User", through, type: stringType },
    exposedPorts: { key: "ExposedPorts", through, type: keysType },
    env: { key: "Env", through, type: strings },
    entrypoint: { key: "Entrypoint", through, type: strings },
    cmd: { key: "Cmd", through, type: strings },
    volumes: { key: "Volumes", through, type: keysType },
    workingDir: { key: "WorkingDir", through, type: stringType },
    labels: { key: "Labels", through, type: mapOf(stringType) },
    stopSignal: { key: "StopSignal", through, type: stringType },
    argsEscaped: { key: "ArgsEscaped", through, type: boolType },
  };
}

const ociConfigType = structOf<OciImageConfig>("v1.ImageConfig", emptyOciConfig, ociConfigFields([]));

const inExtension = ["DockerOCIImageConfigExt"];

const configType = structOf<ImageConfig>(
  "v1.DockerOCIImageConfig",
  { ...emptyOciConfig, healthcheck: undefined, onBuild: [], shell: [] },
  {
    ...ociConfigFields(["ImageConfig"]),
    healthcheck: { key: "Healthcheck", through: inExtension, type: pointerTo(healthcheckType) },
    onBuild: { key: "OnBuild", through: inExtension, type: strings },
    shell: { key: "Shell", through: inExtension, type: strings },
  },
);

const rootFsType = structOf<RootFs>(
  "v1.RootFS",
  { type: "", diffIds: undefined },
  {
    type: { key: "type", type: stringType },
    diffIds: { key: "diff_ids", type: nilableListOf(stringTypeNamed("digest.Digest")) },
  },
);

const historyType = structOf<HistoryEntry>(
  "v1.History",
  { created: undefined, createdBy: "", author: "", comment: "", emptyLayer: false },
  {
    created: { key: "created", type: pointerTo(timeType) },
    createdBy: { key: "created_by", type: stringType },
    author: { key: "author", type: stringType },
    comment: { key: "comment", type: stringType },
    emptyLayer: { key: "empty_layer", type: boolType },
  },
);

const emptyBesideConfig: Omit<Image, "config"> = {
  created: undefined,
  author: "",
  architecture: "",
  os: "",
  osVersion: "",
  osFeatures: [],
  variant: "",
  rootfs: rootFsType.zero,
  history: [],
};

/** The members beside the config, in a struct that embeds theirs by these names. */
function fieldsBesideConfig(through: readonly string[]) {
  const inPlatform = [...through, "Platform"];
  return {
    created: { key: "created", through, type: pointerTo(timeType) },
    author: { key: "author", through, type: stringType },
    architecture: { key: "architecture", through: inPlatform, type: stringType },
    os: { key: "os", through: inPlatform, type: stringType },
    osVersion: { key: "os.version", through: inPlatform, type: stringType },
    osFeatures: { key: "os.features", through: inPlatform, type: strings },
    variant: { key: "variant", through: inPlatform, type: stringType },
    rootfs: { key: "rootfs", through, type: rootFsType },
    history: { key: "history", through, type: listOf(historyType) },
  };
}

/** How Go reads an image's config. @mirrors github.com/moby/docker-image-spec DockerOCIImage */
export const imageType: GoType<Image> = structOf<Image>(
  "v1.DockerOCIImage",
  { ...emptyBesideConfig, config: configType.zero },
  { ...fieldsBesideConfig(["Image"]), config: { key: "config", type: configType } },
);

/** How Go reads no more of it than OCI defines. @mirrors github.com/opencontainers/image-spec Image */
export const ociImageType: GoType<OciImage> = structOf<OciImage>(
  "v1.Image",
  { ...emptyBesideConfig, config: ociConfigType.zero },
  { ...fieldsBesideConfig([]), config: { key: "config", type: ociConfigType } },
);
