import { unsupportedFrontendCap } from "../gateway/details.ts";

/** What a client may ask of this frontend by name. @mirrors frontend/dockerfile/builder/caps.go enabledCaps */
export const servedCaps = [
  "moby.buildkit.frontend.inputs",
  "moby.buildkit.frontend.subrequests",
  "moby.buildkit.frontend.contexts",
  "moby.buildkit.frontend.gitquerystring",
  "moby.buildkit.frontend.contexts.zstd",
] as const;

const served: ReadonlySet<string> = new Set(servedCaps);

/**
 * The error for a capability that is not served, undefined where all are. Throws it at once unless every such
 * capability allows (`+forward`) that another frontend may serve it. @mirrors frontend/dockerfile/builder/caps.go validateCaps
 */
export function unservedCap(requested: string): Error | undefined {
  let missing: Error | undefined;
  for (const cap of requested === "" ? [] : requested.split(",")) {
    const [name = ""] = cap.split("+", 1);
    if (served.has(name)) continue;
    missing = unsupportedFrontendCap(name);
    if (!cap.includes("+forward")) throw missing;
  }
  return missing;
}
