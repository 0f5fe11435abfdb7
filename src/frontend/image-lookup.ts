import type { Gateway, ResolvedImage, SourceMetaRequest } from "../gateway/gateway.ts";
import type { Platform } from "../oci/platform.ts";

/** How an image is asked for. */
export type ImageLookupRequest = Omit<SourceMetaRequest, "source" | "git">;

/** Looks images up at the daemon, each at most once a build: stages, platforms and contexts share the answer. */
export type ImageLookup = (ref: string, request: ImageLookupRequest) => Promise<ResolvedImage>;

/** A lookup that remembers answers and failures alike. @mirrors frontend/dockerfile/builder/resolvecache.go withResolveCache */
export function imageLookup(gateway: Gateway): ImageLookup {
  const asked = new Map<string, Promise<ResolvedImage>>();
  return (ref, request) => {
    const key = lookupKey(ref, request);
    const earlier = asked.get(key);
    if (earlier !== undefined) return earlier;
    const answer = gateway.resolveImageConfig(ref, request);
    asked.set(key, answer);
    return answer;
  };
}

function lookupKey(ref: string, { logName, image, ociLayout }: ImageLookupRequest): string {
  const parts = [ref, logName ?? ""];
  if (image !== undefined) parts.push("image", ...platformKey(image.platform), image.resolveMode ?? "");
  if (ociLayout !== undefined) {
    parts.push("layout", ...platformKey(ociLayout.platform), ociLayout.sessionId, ociLayout.storeId);
  }
  return parts.join("\0");
}

function platformKey(platform: Platform | undefined): readonly string[] {
  if (platform === undefined) return [];
  const { os, architecture, variant, osVersion, osFeatures } = platform;
  return [os, architecture, variant ?? "", osVersion ?? "", ...(osFeatures ?? [])];
}
