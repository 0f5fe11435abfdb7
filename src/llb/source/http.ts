import { cap } from "../caps.ts";
import type { Constraints } from "../constraints.ts";
import { source } from "../ops/source.ts";
import type { State } from "../state.ts";
import type { FileOptions } from "./attributes.ts";
import { Attributes, addFile } from "./attributes.ts";

export interface HttpOptions extends Constraints, FileOptions {
  /** The digest that the file must have. */
  readonly checksum?: string | undefined;
  /** The secret that holds the Authorization header. */
  readonly authHeaderSecret?: string | undefined;
  /** Sent with the request. */
  readonly header?: { readonly accept?: string | undefined; readonly userAgent?: string | undefined } | undefined;
  /** An OpenPGP key and a detached signature by it, both armored, that the file must match. */
  readonly signature?: { readonly publicKey: string; readonly signature: string } | undefined;
}

/** The state of a file on the web, alone in a directory. @mirrors client/llb/source.go HTTP */
export function http(url: string, options: HttpOptions = {}): State {
  const { checksum, authHeaderSecret, header, signature } = options;
  const attributes = new Attributes(cap.sourceHttp);
  attributes.text("http.checksum", checksum, cap.sourceHttpChecksum);
  addFile(attributes, options, [cap.sourceHttpPerm], [cap.sourceHttpUidGid]);
  attributes.text("http.authheadersecret", authHeaderSecret, cap.sourceHttpAuth);
  if (header !== undefined) {
    attributes.text("http.header.accept", header.accept);
    attributes.text("http.header.user-agent", header.userAgent);
    attributes.caps.push(cap.sourceHttpHeader);
  }
  if (signature !== undefined) {
    attributes.text("http.sig.pubkey", signature.publicKey);
    attributes.text("http.sig.signature", signature.signature);
    attributes.caps.push(cap.sourceHttpSignatureVerify);
  }
  return source({ identifier: url, attributes: attributes.values, caps: attributes.caps }, options);
}
