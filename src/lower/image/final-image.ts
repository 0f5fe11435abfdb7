import type { Image } from "../../oci/image-config.ts";
import { normalizePlatform } from "../../oci/platform.ts";
import type { PlatformSettings } from "../platform-settings.ts";
import type { ImageDraft } from "./image-draft.ts";

/**
 * The config of the build's result: the client's labels, and the platform that was asked for.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/convert.go finalizeResultImage
 */
export function finalImage(
  draft: ImageDraft,
  labels: ReadonlyMap<string, string>,
  { target, implicitTarget, host }: PlatformSettings,
): Image {
  for (const [key, value] of labels) draft.labels.set(key, value);
  const image = draft.toImage();
  return { ...image, ...normalizePlatform(implicitTarget ? image : stamped(image, target), host) };
}

/** The asked platform; what it leaves open stays as the base image has it where both are of one kind. */
function stamped(image: Image, target: PlatformSettings["target"]): PlatformSettings["target"] {
  const same = target.os === image.os && target.architecture === image.architecture;
  return {
    os: target.os,
    architecture: target.architecture,
    variant: target.variant !== "" || !same ? target.variant : image.variant,
    osVersion: target.osVersion !== "" || !same ? target.osVersion : image.osVersion,
    osFeatures: target.osFeatures.length > 0 ? target.osFeatures : image.osFeatures,
  };
}
