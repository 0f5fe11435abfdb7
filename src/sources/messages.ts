import { quote } from "../go/quote.ts";

/** What a user reads about git sources: the reference's words. */
export const unknownProtocol = "unknown protocol";
export const invalidProtocol = (protocol: string): string => `${protocol}: invalid protocol`;
export const invalidArgument = "invalid argument";
export const queryWithoutValue = (key: string): string => `query ${quote(key)} has no value`;
export const queryWithValues = (key: string): string => `query ${quote(key)} has multiple values`;
export const unexpectedQuery = (key: string): string => `unexpected query ${quote(key)}`;
export const refConflict = (first: string, second: string): string =>
  `ref conflicts: ${quote(first)} vs ${quote(second)}`;
export const subdirConflict = (first: string, second: string): string =>
  `subdir conflicts: ${quote(first)} vs ${quote(second)}`;
export const branchConflict = "branch conflicts with tag";
export const invalidFlag = (key: string, value: string): string => `invalid ${key} value: ${quote(value)}`;
export const invalidMtime = (value: string): string =>
  `invalid mtime value: ${quote(value)} (must be "checkout" or "commit")`;

export const missingHeader = (type: string, name: string): string => `invalid ${type} object: missing ${name} header`;
export const notCommit = "not a commit object";

export const archiveSpoilt = "invalid archive";
export const archiveTooLarge = (bytes: number): string => `archive has more than ${bytes} bytes when it is unpacked`;
