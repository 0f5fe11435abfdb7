import { decodeBase64 } from "../../../go/base64.ts";
import { GoError } from "../../../go/go-error.ts";
import { type GoType, mapOf, pointerTo, unmarshal } from "../../../go/unmarshal.ts";
import { decodeOciImage } from "../../../oci/image-config.ts";
import { imageType } from "../../../oci/image-config-type.ts";
import { decodeUtf8 } from "../../../text/utf8.ts";
import { wrapping } from "../../error-message.ts";
import { messages } from "../../messages.ts";
import { inputStates } from "../main-context.ts";
import { withImageConfig } from "./image-config-state.ts";
import type { NamedLoader } from "./named-source.ts";

const configKey = "containerimage.config";

/** `input:NAME`, a graph that the client gives, such as another target of the same bake. @mirrors frontend/dockerui/namedcontext.go NamedContext.load */
export const input: NamedLoader = async (source, { session }) => {
  const state = (await inputStates(session)).get(source.rest);
  if (state === undefined) throw new Error(messages.contextInput(source.rest, source.key));
  const metadata = session.config.contexts.inputMetadata.get(source.rest);
  const config = metadata === undefined ? undefined : readMetadata(metadata).get(configKey);
  if (config === undefined) return { state };
  const text = decodeUtf8(config);
  const configured = withImageConfig(state, decodeOciImage(text));
  const image = wrapping(
    (reason) => messages.inputConfig(source.key, reason),
    () => unmarshal(text, pointerTo(imageType)),
  );
  return { state: configured, ...(image && { image }) };
};

function readMetadata(text: string): ReadonlyMap<string, Uint8Array> {
  return wrapping(
    (reason) => messages.inputMetadata(text, reason),
    () => unmarshal(text, mapOf(bytesType)),
  );
}

/** Bytes, which Go writes in base64. */
const bytesType: GoType<Uint8Array> = {
  name: "[]uint8",
  zero: new Uint8Array(),
  read(node, before, reading) {
    if (node.kind === "null") return new Uint8Array();
    if (node.kind === "string") return decodeBase64(node.value);
    reading.mismatch ??= new GoError(messages.notBytes(node.kind));
    return before;
  },
};
