import type { SourceMeta, SourceMetaRequest } from "../../gateway/gateway.ts";
import { standInImage } from "../../lower/image/stand-in-image.ts";
import { encodeImageConfig } from "../../oci/image-config.ts";
import type { Platform } from "../../oci/platform.ts";
import { encodeUtf8 } from "../../text/utf8.ts";

/**
 * Returns what offline compilation takes for any image, without a digest, so that the definition names the image as
 * the Dockerfile does. Of other sources, nothing.
 */
export function standInMeta(request: SourceMetaRequest, host: Platform): SourceMeta {
  const { source, image, ociLayout } = request;
  if (image === undefined && ociLayout === undefined) return { source };
  const config = standInImage(image?.platform ?? ociLayout?.platform ?? host);
  return { source, image: { digest: "", config: encodeUtf8(encodeImageConfig(config)) } };
}
