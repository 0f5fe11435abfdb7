import { GoError } from "../../go/go-error.ts";
import { formatReference, parseReference } from "../../oci/reference.ts";
import { cap } from "../caps.ts";
import type { Constraints } from "../constraints.ts";
import { messages } from "../messages.ts";
import { source } from "../ops/source.ts";
import type { State } from "../state.ts";
import type { FileOptions } from "./attributes.ts";
import { Attributes, addFile } from "./attributes.ts";

export interface BlobOptions extends Constraints, FileOptions {}

/**
 * The state of one blob of a registry, as a file; `ref` has a digest and no tag. Marshaling fails for any other.
 *
 * @mirrors client/llb/source.go ImageBlob
 */
export function imageBlob(ref: string, options: BlobOptions = {}): State {
  return blob("docker-image+blob", ref, options, new Attributes(cap.sourceImageBlob));
}

/**
 * The state of one blob of an OCI layout that the client has, as a file.
 *
 * @mirrors client/llb/source.go OCILayoutBlob
 */
export function ociLayoutBlob(
  ref: string,
  options: BlobOptions & { readonly sessionId?: string; readonly storeId?: string } = {},
): State {
  const attributes = new Attributes(cap.sourceImageBlob);
  attributes.text("oci.session", options.sessionId);
  attributes.text("oci.store", options.storeId);
  return blob("oci-layout+blob", ref, options, attributes);
}

function blob(scheme: string, ref: string, options: BlobOptions, attributes: Attributes): State {
  addFile(attributes, options, [], []);
  const { name, problem } = digested(ref);
  const { values, caps } = attributes;
  return source({ identifier: `${scheme}://${name}`, attributes: values, caps, problem }, options);
}

function digested(ref: string): { readonly name: string; readonly problem?: string } {
  try {
    const reference = parseReference(ref);
    if (reference.tag !== "") throw new GoError(messages.blobTagged);
    if (reference.digest === "") throw new GoError(messages.blobChecksum);
    return { name: formatReference(reference) };
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    return { name: "invalid", problem: error.message };
  }
}
