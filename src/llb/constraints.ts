import type { Int64, LinuxResources, OpMetadata, ProgressGroup } from "#proto/llb.js";
import type { Platform } from "../oci/platform.ts";
import type { SourceLocation } from "./source-map.ts";

/** cgroup limits of a step: memory in bytes, CPU period and quota in microseconds; 0 or absent for no limit. */
export type ResourceLimits = {
  readonly [Limit in keyof Omit<LinuxResources, "unknown">]?: LinuxResources[Limit] | undefined;
};

/** What belongs to a vertex beside what it does. Only `platform` and `workerFilters` count for its digest. */
export interface Constraints {
  readonly platform?: Platform | undefined;
  /** Texts by key that the daemon does not read, such as `com.docker.dockerfile.v1.command`. */
  readonly description?: Readonly<Record<string, string>> | undefined;
  /** The progress name. */
  readonly customName?: string | undefined;
  readonly ignoreCache?: boolean | undefined;
  /** Whether the result goes into an exported cache; absent for the build's own setting. */
  readonly exportCache?: boolean | undefined;
  readonly progressGroup?: { readonly id: string; readonly name: string; readonly weak: boolean } | undefined;
  readonly linuxResources?: ResourceLimits | undefined;
  /** Where in a source file the vertex comes from. */
  readonly locations?: readonly SourceLocation[] | undefined;
  /** Filters, in containerd's form, that a worker must match. */
  readonly workerFilters?: readonly string[] | undefined;
}

/** The metadata of an op made under `constraints` that needs the capabilities `caps`. */
export function metadataOf(constraints: Constraints, caps: Iterable<string>): OpMetadata {
  const { description, customName, exportCache, progressGroup, linuxResources } = constraints;
  const texts = new Map(description === undefined ? [] : Object.entries(description));
  if (customName !== undefined) texts.set("llb.customname", customName);
  return {
    ignoreCache: constraints.ignoreCache === true,
    description: texts,
    ...(exportCache === undefined ? {} : { exportCache: { value: exportCache } }),
    caps: neededOnes([...caps]),
    ...(progressGroup === undefined ? {} : { progressGroup: progressGroup as ProgressGroup }),
    ...(linuxResources === undefined ? {} : { linuxResources: { ...noLimits, ...linuxResources } as LinuxResources }),
  };
}

/** Ops need few different sets; frozen, one's bytes are made once. */
const neededSets = new Map<string, ReadonlyMap<string, boolean>>();

function neededOnes(ids: readonly string[]): ReadonlyMap<string, boolean> {
  const key = ids.join();
  let needed = neededSets.get(key);
  if (needed === undefined) {
    needed = Object.freeze(new Map(ids.map((id) => [id, true])));
    neededSets.set(key, needed);
  }
  return needed;
}

const zero: Int64 = 0;
const noLimits: LinuxResources = {
  memory: zero,
  memorySwap: zero,
  cpuShares: zero,
  cpuPeriod: zero,
  cpuQuota: zero,
  cpusetCpus: "",
  cpusetMems: "",
};

/**
 * Two vertices with the same digest are one: its metadata, what `later` says taking precedence.
 *
 * @mirrors client/llb/state.go mergeMetadata
 */
export function mergedMetadata(earlier: OpMetadata | undefined, later: OpMetadata): OpMetadata {
  const caps = new Map(earlier?.caps);
  // A capability is needed or not: the reference never keeps a false.
  for (const id of later.caps.keys()) caps.set(id, true);
  const exportCache = later.exportCache ?? earlier?.exportCache;
  const progressGroup = later.progressGroup ?? earlier?.progressGroup;
  const linuxResources = later.linuxResources ?? earlier?.linuxResources;
  return {
    ignoreCache: later.ignoreCache || earlier?.ignoreCache === true,
    description: new Map([...(earlier?.description ?? []), ...later.description]),
    ...(exportCache === undefined ? {} : { exportCache }),
    caps,
    ...(progressGroup === undefined ? {} : { progressGroup }),
    ...(linuxResources === undefined ? {} : { linuxResources }),
  };
}
