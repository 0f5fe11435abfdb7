import { quote } from "../go/quote.ts";

/** What a user reads about references, platforms and digests: the words of the Go packages that read them. */
export const invalidReference = "invalid reference format";
export const nameEmpty = "repository name must have at least one component";
export const nameUppercase = "repository name must be lowercase";
export const nameTooLong = "repository name must not be more than 255 characters";
export const invalidTag = "invalid tag format";
export const invalidDigest = "invalid digest format";
export const identifierAsName = (text: string): string =>
  `invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`;
export const repositoryUppercase = (repository: string): string =>
  `invalid reference format: repository name (${repository}) must be lowercase`;

export const digestFormat = "invalid checksum digest format";
export const digestLength = "invalid checksum digest length";
export const digestUnsupported = "unsupported digest algorithm";

export const platformWildcard = (text: string): string =>
  `${quote(text)}: wildcards not yet supported: ${invalidArgument}`;
export const platformOs = (part: string, text: string): string =>
  `${quote(part)} is an invalid OS component of ${quote(text)}: OSAndVersion specifier component must match ${quote("^([A-Za-z0-9_-]+)(?:\\(([A-Za-z0-9_.%-]*)((?:\\+[A-Za-z0-9_.%-]+)*)\\))?$")}: ${invalidArgument}`;
export const platformOsVersion = (text: string, version: string, reason: string): string =>
  `${quote(text)} has an invalid OS version ${quote(version)}: ${reason}`;
export const platformOsFeatures = (text: string, reason: string): string =>
  `${quote(text)} has invalid OS features: ${reason}`;
export const invalidOsFeature = (feature: string, reason: string): string =>
  `invalid os feature ${quote(feature)}: ${reason}`;
export const platformComponent = (part: string, text: string): string =>
  `${quote(part)} is an invalid component of ${quote(text)}: platform specifier component must match ${quote("^[A-Za-z0-9_.-]+$")}: ${invalidArgument}`;
export const platformUnknown = (text: string): string =>
  `${quote(text)}: unknown operating system or architecture: ${invalidArgument}`;
export const platformParts = (text: string): string =>
  `${quote(text)}: cannot parse platform specifier: ${invalidArgument}`;

export const timeNotString = "Time.UnmarshalJSON: input is not a JSON string";

const invalidArgument = "invalid argument";
