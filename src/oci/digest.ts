import { GoError } from "../go/go-error.ts";
import { utf8Length } from "../text/utf8.ts";
import { digestFormat, digestLength, digestUnsupported } from "./messages.ts";

/** The digest, when it names a known algorithm and has its length; else throws a GoError. @mirrors github.com/opencontainers/go-digest Parse */
export function parseDigest(text: string): string {
  const colon = text.indexOf(":");
  if (colon <= 0 || colon + 1 === text.length) throw new GoError(digestFormat);
  const length = hexLengths.get(text.slice(0, colon));
  const encoded = text.slice(colon + 1);
  if (length === undefined) throw new GoError(isDigestShaped(text) ? digestUnsupported : digestFormat);
  if (utf8Length(encoded) !== length) throw new GoError(digestLength);
  if (!/^[a-f0-9]+$/.test(encoded)) throw new GoError(digestFormat);
  return text;
}

/** Bytes of the encoded part. */
const hexLengths: ReadonlyMap<string, number> = new Map([
  ["sha256", 64],
  ["sha384", 96],
  ["sha512", 128],
]);

/** Of the general form `algorithm:encoded`, any algorithm. */
function isDigestShaped(text: string): boolean {
  return /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/.test(text);
}
