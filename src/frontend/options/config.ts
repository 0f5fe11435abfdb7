import type { Gateway } from "../../gateway/gateway.ts";
import type { Platform } from "../../oci/platform.ts";
import { attestations } from "./attestations.ts";
import { buildArgs } from "./build-args.ts";
import { cacheImports } from "./cache-imports.ts";
import { checkOptions } from "./check-options.ts";
import { contexts } from "./contexts.ts";
import { extraHosts } from "./extra-hosts.ts";
import { gitAdvice } from "./git-advice.ts";
import { hostname, hostnameKeys } from "./hostname.ts";
import { imageResolveMode } from "./image-resolve-mode.ts";
import { labels } from "./labels.ts";
import { linuxResources } from "./linux-resources.ts";
import { minimumDaemon } from "./minimum-daemon.ts";
import { multiPlatform, multiPlatformKeys } from "./multi-platform.ts";
import { names } from "./names.ts";
import { networkMode } from "./network-mode.ts";
import { noCache } from "./no-cache.ts";
import type { OptGroup, OptSource } from "./opt-source.ts";
import { platforms } from "./platforms.ts";
import { protocol } from "./protocol.ts";
import { shmSize } from "./shm-size.ts";
import { ulimits } from "./ulimits.ts";

/** All opts of this frontend, in the order in which they are read: of several bad ones the first is reported. */
export const optGroups = [
  minimumDaemon,
  platforms,
  imageResolveMode,
  extraHosts,
  shmSize,
  ulimits,
  linuxResources,
  networkMode,
  noCache,
  multiPlatform,
  cacheImports,
  attestations,
  buildArgs,
  labels,
  names,
  hostname,
  checkOptions,
  gitAdvice,
  contexts,
  protocol,
] as const;

type FieldsOf<Groups> = Groups extends readonly [OptGroup<infer Fields>, ...infer Rest]
  ? Fields & FieldsOf<Rest>
  : unknown;

/** What one build request asks for, typed. */
export type FrontendConfig = FieldsOf<typeof optGroups>;

/** The opts of a gateway's build as typed values. Throws an `Error` with the reference's text. @mirrors frontend/dockerui/config.go NewClient */
export function readConfig(gateway: Gateway, defaultPlatform: Platform): FrontendConfig {
  const { opts, workers } = gateway.build;
  const source: OptSource = { opts, workers, llbCaps: gateway.llbCaps, defaultPlatform };
  return optGroups.reduce((config, group) => Object.assign(config, group.read(source)), {}) as FrontendConfig;
}

/** The opts as another frontend gets them: where a build argument wins over an opt, it stands there too. */
export function forwardedOpts(opts: ReadonlyMap<string, string>): Map<string, string> {
  const forwarded = new Map(opts);
  for (const { opt, arg } of [multiPlatformKeys, hostnameKeys]) {
    const value = opts.get(arg) ?? "";
    if (value !== "") forwarded.set(opt, value);
  }
  return forwarded;
}
