import type { OptGroup } from "./opt-source.ts";

const cacheNamespaceArg = "build-arg:BUILDKIT_CACHE_MOUNT_NS";
const cgroupParentKey = "cgroup-parent";
const targetKey = "target";

/** The opts that are names, taken as they are; empty where absent. @mirrors frontend/dockerui/config.go Client.init */
export const names: OptGroup<{
  /** First part of every cache mount's id. */
  readonly cacheIdNamespace: string;
  readonly cgroupParent: string;
  /** The stage to build. */
  readonly target: string;
}> = {
  keys: [cacheNamespaceArg, cgroupParentKey, targetKey],
  read: ({ opts }) => ({
    cacheIdNamespace: opts.get(cacheNamespaceArg) ?? "",
    cgroupParent: opts.get(cgroupParentKey) ?? "",
    target: opts.get(targetKey) ?? "",
  }),
};
