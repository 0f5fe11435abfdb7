import type { Ref, Result } from "../gateway/gateway.ts";
import { encodeJson, type JsonValue, struct } from "../go/encode-json.ts";
import { encodeImageConfig, type Image, platformJson } from "../oci/image-config.ts";
import { formatPlatformFully, normalizePlatform, type Platform } from "../oci/platform.ts";
import { encodeUtf8 } from "../text/utf8.ts";
import { rewordError } from "../text/wrap-error.ts";
import { messages } from "./messages.ts";

/** What one platform's build gave. */
export interface PlatformBuild {
  /** The platform asked for, or the machine's. */
  readonly platform: Platform;
  /** Undefined for a scratch result. */
  readonly ref: Ref | undefined;
  readonly image: Image;
  readonly baseImage: Image | undefined;
  /** Seconds since 1970. */
  readonly epoch: bigint | undefined;
}

/**
 * The result a daemon exports: one ref, or one a platform, and what exporters need to know. `host`: the machine's
 * platform. @mirrors frontend/dockerui/build.go Client.Build
 */
export function buildResult(builds: readonly PlatformBuild[], multiPlatform: boolean, host: Platform): Result {
  const metadata = new Map<string, Uint8Array>();
  const refs = new Map<string, Ref | undefined>();
  const exported = builds.map((build) => exportPlatform(build, host));
  for (const [at, build] of builds.entries()) {
    const { id } = exported[at] as ExportPlatform;
    refs.set(id, build.ref);
    for (const [key, text] of imageMetadata(build))
      metadata.set(multiPlatform ? `${key}/${id}` : key, encodeUtf8(text));
  }
  metadata.set("refs.platforms", encodeUtf8(encodeJson(struct({ Platforms: exported.map(exportPlatformJson) }))));
  return multiPlatform ? { refs, metadata } : { ref: builds[0]?.ref, metadata };
}

function imageMetadata({ image, baseImage, epoch }: PlatformBuild): readonly (readonly [string, string])[] {
  return [
    ["containerimage.config", configText(image, messages.marshalConfig)] as const,
    ...(baseImage === undefined
      ? []
      : [["containerimage.base.config", configText(baseImage, messages.marshalBaseConfig)] as const]),
    ...(epoch === undefined ? [] : [["source.date.epoch", String(epoch)] as const]),
  ];
}

/** Throws with that sentence for a config that JSON can not hold, such as one of the year 10000. */
function configText(image: Image, sentence: (reason: string) => string): string {
  try {
    return encodeImageConfig(image);
  } catch (error) {
    throw rewordError(error, sentence((error as Error).message));
  }
}

/** A platform of the result and the name of its entries. */
export interface ExportPlatform {
  readonly id: string;
  readonly platform: Platform;
}

/** The platform as exported: a Windows one has what the image says of its version. @mirrors frontend/dockerui/build.go makeExportPlatform */
export function exportPlatform(
  { platform, image }: { readonly platform: Platform; readonly image: Platform },
  host: Platform,
): ExportPlatform {
  const normalized = normalizePlatform(platform, host);
  const id = formatPlatformFully(normalized);
  if (normalized.os !== "windows" || image.os !== "windows") return { id, platform: normalized };
  const extended = {
    ...normalized,
    osVersion: normalized.osVersion === "" ? image.osVersion : normalized.osVersion,
    osFeatures: normalized.osFeatures.length === 0 ? image.osFeatures : normalized.osFeatures,
  };
  return { id, platform: normalizePlatform(extended, host) };
}

function exportPlatformJson({ id, platform }: ExportPlatform): JsonValue {
  return struct({ ID: id, Platform: platformJson(platform) });
}
