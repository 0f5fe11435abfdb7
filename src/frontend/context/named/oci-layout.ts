import { trimPrefix } from "../../../go/trim.ts";
import { ociLayout as layoutSource } from "../../../llb/sources.ts";
import { decodeImageConfig } from "../../../oci/image-config.ts";
import {
  formatReference,
  parseFullReference,
  parseReference,
  referenceName,
  withDigest,
} from "../../../oci/reference.ts";
import { decodeUtf8 } from "../../../text/utf8.ts";
import { wrapping } from "../../error-message.ts";
import { messages } from "../../messages.ts";
import { withImageConfig } from "./image-config-state.ts";
import { contextName, type NamedLoader } from "./named-source.ts";

/** `oci-layout://STORE@DIGEST`, a layout that the client serves. @mirrors frontend/dockerui/namedcontext.go NamedContext.load */
export const ociLayout: NamedLoader = async (source, { images, session }) => {
  const { name, request } = source;
  const layout = parseLayout(trimPrefix(source.rest, "//"));
  // The daemon wants a reference: the context's name serves, with the layout's digest.
  const named = wrapping(
    (reason) => messages.layoutReference(name, reason),
    () => parseReference(name),
  );
  const digested = wrapping(
    (reason) => messages.layoutWrap(name, reason),
    () => withDigest(named, layout.digest),
  );
  const ref = formatReference(digested);
  const { sessionId } = session.gateway.build;
  const onPlatform = request.platform === undefined ? {} : { platform: request.platform };
  const found = await images(ref, {
    logName: contextName(source, `load metadata for ${ref}`),
    ociLayout: { ...onPlatform, sessionId, storeId: layout.store },
  });
  const config = wrapping(messages.layoutConfig, () => decodeImageConfig(decodeUtf8(found.config)));
  const state = layoutSource(ref, {
    customName: contextName(source, "OCI load from client"),
    sessionId,
    storeId: layout.store,
    ...onPlatform,
  });
  return { state: withImageConfig(state, config), image: config };
};

function parseLayout(text: string): { readonly store: string; readonly digest: string } {
  const reference = wrapping(
    (reason) => messages.layoutReference(text, reason),
    () => parseFullReference(text),
  );
  if (reference.digest === "") throw new Error(messages.layoutDigest(formatReference(reference)));
  return { store: referenceName(reference), digest: reference.digest };
}
