import type { SourceMeta, SourceMetaRequest } from "../../gateway/gateway.ts";
import type { Platform } from "../../oci/platform.ts";
import { encodeUtf8 } from "../../text/utf8.ts";

const path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/**
 * Returns what offline compilation takes for any image: an image for the platform asked for, with a PATH and nothing
 * else, and no digest, so that the definition names the image as the Dockerfile does. Of other sources, nothing.
 */
export function standInMeta(request: SourceMetaRequest, host: Platform): SourceMeta {
  const { source, image, ociLayout } = request;
  if (image === undefined && ociLayout === undefined) return { source };
  const { os, architecture, variant } = image?.platform ?? ociLayout?.platform ?? host;
  const config = {
    architecture,
    os,
    ...(variant !== "" && { variant }),
    config: { Env: os === "windows" ? [] : [path] },
    rootfs: { type: "layers", diff_ids: [] },
  };
  return { source, image: { digest: "", config: encodeUtf8(JSON.stringify(config)) } };
}
