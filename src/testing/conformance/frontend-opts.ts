import type { Request, RequestOpts } from "./request.ts";

/** The frontend opts that a client would send for a request. */
export function frontendOpts(request: Request): ReadonlyMap<string, string> {
  const { opts = {}, namedContexts = {}, filename = "" } = request;
  const result = new Map<string, string>();
  const put = (key: string, value: string | undefined) => {
    if (value !== undefined && value !== "") result.set(key, value);
  };
  for (const [key, value] of Object.entries(opts.buildArgs ?? {})) result.set(`build-arg:${key}`, value);
  for (const [key, value] of Object.entries(opts.labels ?? {})) result.set(`label:${key}`, value);
  for (const [key, value] of Object.entries(namedContexts)) result.set(`context:${key}`, value);
  put("filename", filename);
  for (const [key, value] of Object.entries(plainOpts(opts))) put(key, value);
  if (opts.noCache === true) result.set("no-cache", "");
  if (Array.isArray(opts.noCache)) result.set("no-cache", opts.noCache.join(","));
  for (const [key, value] of Object.entries(opts.resources ?? {})) result.set(key, String(value));
  for (const [key, value] of Object.entries(opts.attrs ?? {})) result.set(key, value);
  return result;
}

function plainOpts(opts: RequestOpts): Readonly<Record<string, string | undefined>> {
  return {
    target: opts.target,
    platform: opts.platforms?.join(","),
    "image-resolve-mode": opts.imageResolveMode,
    hostname: opts.hostname,
    "cgroup-parent": opts.cgroupParent,
    "force-network-mode": opts.networkMode,
    "add-hosts": opts.extraHosts?.map(({ host = "", ip = "" }) => `${host}=${ip}`).join(","),
    "shm-size": opts.shmSize ? String(opts.shmSize) : undefined,
    ulimit: opts.ulimits?.join(","),
    "multi-platform": opts.multiPlatform === undefined ? undefined : String(opts.multiPlatform),
  };
}
