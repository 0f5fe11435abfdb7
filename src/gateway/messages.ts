/** Every sentence of this room that a user may read. Where the reference has a sentence, these are its words. */
import { quote } from "../go/quote.ts";

interface Feature {
  readonly id: string;
  readonly name: string;
  readonly status: string;
}

function requested(feature: Feature): string {
  const status = feature.status === "" ? "" : `${feature.status} `;
  const name = feature.name === "" ? "" : `(${feature.name})`;
  return `requested ${status}feature ${feature.id} ${name}`;
}

export const messages = {
  unknownCap: (id: string) => `unknown API capability ${id}`,
  unsupportedCap: (feature: Feature, added: string, product: string) =>
    `${requested(feature)} is not supported by build server${added === "" ? "" : ` (added in ${added})`}, please update ${product}`,
  disabledCap: (feature: Feature, reason: string) =>
    `${requested(feature)} has been disabled on the build server${reason === "" ? "" : `: ${reason}`}`,
  unsupportedSubrequest: (name: string) => `unsupported request ${name}`,
  unsupportedFrontendCap: (name: string) => `unsupported frontend capability ${name}`,
  unsupportedCompatibility: (version: bigint, feature: string) =>
    `unsupported compatibility-version ${version} feature ${feature}`,
  noReturnRef: (id: string) => `failed to find return ref: did not find request for return reference ${id}`,
  httpDigest: (digest: string, reason: string) => `invalid http checksum digest ${quote(digest)}: ${reason}`,
  nilInput: "invalid nil input definition to definition op",
  failedToSolve: (reason: string) => `failed to solve: ${reason}`,
  nonImage: (ref: string, updated: string) => `ref mutated by policy to non-image: docker-image://${ref} -> ${updated}`,
  unreadableAnswer: (method: string, reason: string) => `the answer to ${method} cannot be read: ${reason}`,
} as const;
