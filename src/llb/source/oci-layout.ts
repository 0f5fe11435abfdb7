import { cap } from "../caps.ts";
import type { Constraints } from "../constraints.ts";
import { source } from "../ops/source.ts";
import type { State } from "../state.ts";
import { Attributes } from "./attributes.ts";

export interface OciLayoutOptions extends Constraints {
  /** The client that has the layout. */
  readonly sessionId?: string | undefined;
  /** The layout's name at that client. */
  readonly storeId?: string | undefined;
  /** Only the first layers. */
  readonly layerLimit?: number | undefined;
}

/** The state of an image in an OCI layout that the client has. `ref` is taken as it is. @mirrors client/llb/source.go OCILayout */
export function ociLayout(ref: string, options: OciLayoutOptions = {}): State {
  const attributes = new Attributes(cap.sourceOciLayout);
  attributes.text("oci.session", options.sessionId);
  attributes.text("oci.store", options.storeId);
  attributes.number("oci.layerlimit", options.layerLimit);
  return source({ identifier: `oci-layout://${ref}`, attributes: attributes.values, caps: attributes.caps }, options);
}
