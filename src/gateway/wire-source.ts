import type { moby, pb } from "#proto/gateway.js";
import { parseDigest } from "../oci/digest.ts";
import type { Platform } from "../oci/platform.ts";
import type { FileStat, SourceMeta, SourceMetaRequest, SourceOp } from "./gateway.ts";
import { messages } from "./messages.ts";
import { bigintOf, numberOf } from "./wire-numbers.ts";
import { mapOf, recordOf } from "./wire-result.ts";

type WireRequest = moby.buildkit.v1.frontend.ResolveSourceMetaRequest.$Properties;
type WireResponse = moby.buildkit.v1.frontend.ResolveSourceMetaResponse.$Properties;
type WireStat = NonNullable<moby.buildkit.v1.frontend.StatFileResponse.$Properties["stat"]>;

const empty = new Uint8Array();

/** Returns a platform as the wire takes it. */
export function platformToWire(platform: Platform): pb.Platform.$Properties {
  const { os, architecture, variant, osVersion, osFeatures } = platform;
  return { OS: os, Architecture: architecture, Variant: variant, OSVersion: osVersion, OSFeatures: [...osFeatures] };
}

/** Returns the question about a source with all that is asked of it. @mirrors client.go ResolveSourceMetadata */
export function sourceMetaRequestToWire(request: SourceMetaRequest): WireRequest {
  const wire = plainRequestToWire(request.source, request);
  if (request.image !== undefined) {
    wire.ResolveMode = request.image.resolveMode ?? "";
    wire.Image = { NoConfig: request.image.noConfig ?? false };
  }
  if (request.git !== undefined) wire.Git = { ReturnObject: request.git.returnObject };
  return wire;
}

/** Returns the question about a source with its platform alone. @mirrors client.go resolveImageConfigViaSourceMetadata */
export function plainRequestToWire(source: SourceOp, request: Omit<SourceMetaRequest, "source">): WireRequest {
  const platform = request.image?.platform ?? request.ociLayout?.platform;
  return {
    Source: { identifier: source.identifier, attrs: recordOf(source.attrs) },
    LogName: request.logName ?? "",
    ...(platform && { Platform: platformToWire(platform) }),
  };
}

/** Returns what the daemon says of a source. */
export function sourceMetaFromWire(wire: WireResponse): SourceMeta {
  const { Image: image, Git: git, HTTP: http } = wire;
  return {
    source: sourceOpFromWire(wire.Source ?? {}),
    ...(image && { image: { digest: image.Digest ?? "", config: image.Config ?? empty } }),
    ...(git && {
      git: {
        checksum: git.Checksum ?? "",
        ref: git.Ref ?? "",
        commitChecksum: git.CommitChecksum ?? "",
        commitObject: git.CommitObject ?? empty,
        tagObject: git.TagObject ?? empty,
      },
    }),
    ...(http && {
      http: {
        digest: httpDigest(http.Checksum ?? ""),
        filename: http.Filename ?? "",
        ...(http.LastModified && {
          lastModified: bigintOf(http.LastModified.seconds) * 1_000_000_000n + BigInt(http.LastModified.nanos ?? 0),
        }),
      },
    }),
  };
}

/** Throws for a digest that is none. @mirrors client.go ResolveSourceMetadata */
function httpDigest(text: string): string {
  try {
    parseDigest(text);
  } catch (error) {
    throw new Error(messages.httpDigest(text, (error as Error).message), { cause: error });
  }
  return text;
}

/** Returns a file's stat. */
export function fileStatFromWire(wire: WireStat): FileStat {
  return {
    path: wire.path ?? "",
    mode: wire.mode ?? 0,
    uid: wire.uid ?? 0,
    gid: wire.gid ?? 0,
    size: numberOf(wire.size),
    modTime: bigintOf(wire.modTime),
    linkname: wire.linkname ?? "",
  };
}

function sourceOpFromWire(wire: pb.SourceOp.$Properties): SourceOp {
  return { identifier: wire.identifier ?? "", attrs: mapOf(wire.attrs) };
}
