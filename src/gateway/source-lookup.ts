import type { moby } from "#proto/gateway.js";
import type { CapSet } from "./cap-set.ts";
import { NonImageError } from "./errors.ts";
import type { ResolvedImage, SourceMeta, SourceMetaRequest, SourceOp } from "./gateway.ts";
import { messages } from "./messages.ts";
import type { TypedCall } from "./typed-call.ts";
import { plainRequestToWire, platformToWire, sourceMetaFromWire, sourceMetaRequestToWire } from "./wire-source.ts";

type Pb = typeof moby.buildkit.v1.frontend;
type Wire<Name extends keyof Pb> = Pb[Name] extends { decode(bytes: Uint8Array): infer Message } ? Message : never;

/** What a daemon offers to look up sources. */
export interface SourceLookup {
  readonly caps: CapSet;
  readonly sourceMeta: TypedCall<
    moby.buildkit.v1.frontend.ResolveSourceMetaRequest.$Properties,
    Wire<"ResolveSourceMetaResponse">
  >;
  readonly imageConfig: TypedCall<
    moby.buildkit.v1.frontend.ResolveImageConfigRequest.$Properties,
    Wire<"ResolveImageConfigResponse">
  >;
}

type ImageRequest = Omit<SourceMetaRequest, "source" | "git">;

const imageSchemes = ["docker-image://", "oci-layout://"] as const;
const registryResolver = 0;
const ociLayoutResolver = 1;

/**
 * Returns what the daemon says of a source. A daemon without `source.metaresolver` is asked for an image's config, and
 * says nothing of any other source.
 * @mirrors frontend/gateway/grpcclient/client.go ResolveSourceMetadata
 */
export async function resolveSourceMeta(lookup: SourceLookup, request: SourceMetaRequest): Promise<SourceMeta> {
  if (lookup.caps.supports("source.metaresolver")) {
    return sourceMetaFromWire(await lookup.sourceMeta(sourceMetaRequestToWire(request)));
  }
  const { identifier, attrs } = request.source;
  const scheme = imageSchemes.find((each) => identifier.startsWith(each));
  if (scheme === undefined) return { source: request.source };
  const image = await askImageConfig(lookup, identifier.slice(scheme.length), request);
  return { source: { identifier: scheme + image.ref, attrs }, image };
}

/**
 * Returns an image's config, by whichever way the daemon knows. A daemon with `source.metaresolver` is not told the
 * resolve mode, which the reference leaves out here.
 * @mirrors frontend/gateway/grpcclient/client.go ResolveImageConfig
 */
export async function lookUpImage(lookup: SourceLookup, ref: string, request: ImageRequest): Promise<ResolvedImage> {
  if (!lookup.caps.supports("source.metaresolver")) return askImageConfig(lookup, ref, request);
  const { Source, Image } = await lookup.sourceMeta(plainRequestToWire(imageSource(ref, request), request));
  // What else is said of what a policy put in the image's place is not read.
  return imageOf(sourceMetaFromWire({ Source: Source ?? null, Image: Image ?? null }), ref);
}

/** The image that a look-up of `ref` found. Throws `NonImageError` where a source policy put something else in its place. */
export function imageOf({ source: { identifier }, image }: SourceMeta, ref: string): ResolvedImage {
  if (image === undefined) throw new NonImageError(messages.nonImage(ref, identifier), identifier);
  return { ref: withoutScheme(identifier), ...image };
}

/** The layout's session and store travel as attributes of the source. */
function imageSource(ref: string, request: ImageRequest): SourceOp {
  const { ociLayout } = request;
  if (ociLayout === undefined) return { identifier: `docker-image://${ref}`, attrs: new Map() };
  const attrs = new Map([
    ["oci.session", ociLayout.sessionId],
    ["oci.store", ociLayout.storeId],
  ]);
  return { identifier: `oci-layout://${ref}`, attrs };
}

function withoutScheme(identifier: string): string {
  const scheme = imageSchemes.find((each) => identifier.startsWith(each));
  return scheme === undefined ? identifier : identifier.slice(scheme.length);
}

/** A daemon that is very old answers without the ref: it is the one asked for. */
async function askImageConfig(lookup: SourceLookup, ref: string, request: ImageRequest): Promise<ResolvedImage> {
  const { image, ociLayout } = request;
  const platform = image?.platform ?? ociLayout?.platform;
  const response = await lookup.imageConfig({
    Ref: ref,
    LogName: request.logName ?? "",
    ...(platform && { Platform: platformToWire(platform) }),
    ResolveMode: image?.resolveMode ?? "",
    ResolverType: ociLayout === undefined ? registryResolver : ociLayoutResolver,
    ...(ociLayout && { StoreID: ociLayout.storeId, SessionID: ociLayout.sessionId }),
  });
  return { ref: response.Ref || ref, digest: response.Digest, config: response.Config };
}
