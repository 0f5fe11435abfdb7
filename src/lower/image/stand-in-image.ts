import { emptyImage, type Image } from "../../oci/image-config.ts";
import type { Platform } from "../../oci/platform.ts";
import { scratchImage } from "./scratch-image.ts";

/** An image without layers would be taken for scratch. */
const layer = `sha256:${"0".repeat(64)}`;

/** What offline compilation takes for any base image: the platform asked for, a PATH, one layer and nothing else. */
export function standInImage({ os, architecture, variant }: Platform): Image {
  const { config } = scratchImage({ ...emptyImage, os, architecture, variant });
  return {
    ...emptyImage,
    os,
    architecture,
    variant,
    rootfs: { type: "layers", diffIds: [layer] },
    config: { ...config, workingDir: "" },
  };
}
