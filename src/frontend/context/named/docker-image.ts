import { NonImageError } from "../../../gateway/errors.ts";
import { trimPrefix } from "../../../go/trim.ts";
import { image } from "../../../llb/sources.ts";
import { scratch } from "../../../llb/state.ts";
import { decodeImageConfig } from "../../../oci/image-config.ts";
import { formatReference, parseReference, tagNameOnly } from "../../../oci/reference.ts";
import { decodeUtf8 } from "../../../text/utf8.ts";
import { messages } from "../../messages.ts";
import { withImageConfig } from "./image-config-state.ts";
import { contextName, type NamedLoader } from "./named-source.ts";

const emptyImage = "scratch";

/** `docker-image://REF`; the scheme's slashes may be left out. @mirrors frontend/dockerui/namedcontext.go NamedContext.load */
export const dockerImage: NamedLoader = async (source, { images }) => {
  const ref = trimPrefix(source.rest, "//");
  if (ref === emptyImage) return { state: scratch() };
  const { platform, resolveMode } = source.request;
  const onPlatform = platform === undefined ? {} : { platform };
  const tagged = formatReference(tagNameOnly(parseReference(ref)));
  const logName = contextName(source, `load metadata for ${ref}`);
  try {
    const found = await images(tagged, { logName, image: { ...onPlatform, resolveMode } });
    const config = decodeImageConfig(decodeUtf8(found.config));
    const state = image(found.ref, { customName: contextName(source, ref), ...onPlatform });
    return { state: withImageConfig(state, config), image: { ...config, created: undefined } };
  } catch (error) {
    if (!(error instanceof NonImageError)) throw error;
    return { redirect: specOf(error.updated) };
  }
};

/** A source's identifier as a client would write it for a named context. */
function specOf(identifier: string): string {
  const at = identifier.indexOf("://");
  if (at < 0) throw new Error(messages.contextRef(identifier));
  return `${identifier.slice(0, at)}:${identifier.slice(at + 3)}`;
}
