import type { CapSet } from "../llb/caps.ts";
import type { ResourceLimits } from "../llb/constraints.ts";
import type { SourceMap } from "../llb/source-map.ts";
import type { Platform } from "../oci/platform.ts";

/** `localhost.example 10.0.0.1` of every RUN's /etc/hosts. */
export interface ExtraHost {
  readonly host: string;
  readonly ip: string;
}

/** A resource limit of every RUN, as `ulimit` names it. */
export interface Ulimit {
  readonly name: string;
  readonly soft: number | bigint;
  readonly hard: number | bigint;
}

/** A CDI device given to every RUN. */
export interface Device {
  readonly name: string;
  readonly optional: boolean;
}

/** A point in time as SOURCE_DATE_EPOCH gives it. */
export interface Epoch {
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly seconds: bigint;
  /** The same time with its fraction, which downloads and archives can have: what directories are made with. */
  readonly nanoseconds: bigint;
  /** The same time as RFC 3339 text, in the zone of its source: what history entries show. */
  readonly rfc3339: string;
}

/**
 * What a client asks of one compilation. The defaults of a plain build: no field at all but `caps` and
 * `defaultPlatform`.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/convert.go ConvertOpt
 */
export interface CompileOptions {
  /** Capabilities of the daemon that will solve the definition. */
  readonly caps: CapSet;
  /** The platform of the machine that compiles, used where neither client nor daemon names one. */
  readonly defaultPlatform: Platform;
  /** Stage to build; the last one where absent. */
  readonly target?: string;
  /** The platform asked for; where absent it follows from the base image. */
  readonly targetPlatform?: Platform;
  /** Platforms of the build node, preferred first. */
  readonly buildPlatforms?: readonly Platform[];
  readonly buildArgs?: ReadonlyMap<string, string>;
  /** Labels of the final image. */
  readonly labels?: ReadonlyMap<string, string>;
  /** Stages whose cache is ignored: `"all"` or names in any case. */
  readonly noCache?: "all" | readonly string[];
  readonly imageResolveMode?: "default" | "pull" | "local";
  readonly networkMode?: "sandbox" | "host" | "none";
  readonly hostname?: string;
  readonly extraHosts?: readonly ExtraHost[];
  /** Size of /dev/shm in bytes. */
  readonly shmSize?: number | bigint;
  readonly ulimits?: readonly Ulimit[];
  readonly devices?: readonly Device[];
  readonly cgroupParent?: string;
  readonly linuxResources?: ResourceLimits;
  /** First part of every cache mount's id. */
  readonly cacheIdNamespace?: string;
  readonly gitAdvice?: boolean;
  /** Whether progress names carry the platform. */
  readonly multiPlatformRequested?: boolean;
  /** Lowers every stage, reachable or not (lint without a target). */
  readonly allStages?: boolean;
  /** Where vertices say they come from; none when absent. */
  readonly sourceMap?: SourceMap;
  /** A new random id for a progress group. */
  readonly newId: () => string;
  /** A new random id for local directories for which no session is named; `newId` where absent. */
  readonly newLocalId?: () => string;
}
