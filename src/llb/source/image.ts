import { GoError } from "../../go/go-error.ts";
import { formatReference, parseReference, tagNameOnly } from "../../oci/reference.ts";
import { cap } from "../caps.ts";
import type { Constraints } from "../constraints.ts";
import { source } from "../ops/source.ts";
import type { State } from "../state.ts";
import { Attributes } from "./attributes.ts";

/** `pull` looks in the registry, `local` takes what is there, `default` leaves it to the daemon. */
export type ResolveMode = "default" | "pull" | "local";

export interface ImageOptions extends Constraints {
  readonly resolveMode?: ResolveMode | undefined;
  /** `internal` for an image that is no part of the result's provenance. */
  readonly recordType?: string | undefined;
  /** Only the first layers. */
  readonly layerLimit?: number | undefined;
  /** A digest that the image must have. */
  readonly checksum?: string | undefined;
}

/**
 * The state of an image in a registry, `latest` where `ref` says no tag and no digest. Marshaling fails for a `ref`
 * that is none.
 *
 * @mirrors client/llb/source.go Image
 */
export function image(ref: string, options: ImageOptions = {}): State {
  const { resolveMode = "default", recordType, layerLimit, checksum } = options;
  const attributes = new Attributes(cap.sourceImage);
  if (resolveMode !== "default") attributes.text("image.resolvemode", resolveMode);
  if (resolveMode === "pull") attributes.caps.push(cap.sourceImageResolveMode);
  attributes.text("image.recordtype", recordType);
  attributes.number("image.layerlimit", layerLimit, cap.sourceImageLayerLimit);
  attributes.text("image.checksum", checksum, cap.sourceImageChecksum);
  const { name, problem } = normalized(ref);
  const { values, caps } = attributes;
  return source({ identifier: `docker-image://${name}`, attributes: values, caps, problem }, options);
}

function normalized(ref: string): { readonly name: string; readonly problem?: string } {
  try {
    return { name: formatReference(tagNameOnly(parseReference(ref))) };
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    return { name: ref, problem: error.message };
  }
}
