import { defaultPathEnv } from "../../go/system-path.ts";
import { emptyImage, type Image } from "../../oci/image-config.ts";
import type { Platform } from "../../oci/platform.ts";

/** The config of an image without files. Windows keeps its own PATH. @mirrors frontend/dockerfile/dockerfile2llb/image.go emptyImage */
export function scratchImage(platform: Platform): Image {
  return {
    ...emptyImage,
    ...platform,
    rootfs: { type: "layers", diffIds: undefined },
    config: {
      ...emptyImage.config,
      workingDir: "/",
      env: platform.os === "windows" ? [] : [`PATH=${defaultPathEnv(platform.os)}`],
    },
  };
}
