import { GoError } from "../go/go-error.ts";
import { toLower } from "../go/letter-case.ts";
import { cut, trimPrefix } from "../go/trim.ts";
import { parseDigest } from "./digest.ts";
import {
  identifierAsName,
  invalidDigest,
  invalidReference,
  invalidTag,
  nameEmpty,
  nameTooLong,
  nameUppercase,
  repositoryUppercase,
} from "./messages.ts";

/** A reference to an image; an absent domain, tag or digest is "". */
export interface ImageReference {
  readonly domain: string;
  readonly path: string;
  readonly tag: string;
  readonly digest: string;
}

/**
 * The reference of a name as users write it, with Docker Hub's domain and `library/` where they are left out; throws a
 * GoError for what is none. @mirrors github.com/distribution/reference ParseNormalizedNamed
 */
export function parseReference(text: string): ImageReference {
  if (/^[a-f0-9]{64}$/.test(text)) throw new GoError(identifierAsName(text));
  const [domain, remainder] = splitDomain(text);
  const repository = cut(remainder, ":")[0];
  if (toLower(repository) !== repository) throw new GoError(repositoryUppercase(repository));
  return parseFullReference(`${domain}/${remainder}`);
}

/** Domain and path: `docker.io/library/alpine`. @mirrors github.com/distribution/reference Named.Name */
export function referenceName({ domain, path }: ImageReference): string {
  return domain === "" ? path : `${domain}/${path}`;
}

/** The whole reference: `docker.io/library/alpine:3@sha256:...`. @mirrors github.com/distribution/reference Reference.String */
export function formatReference(reference: ImageReference): string {
  const tag = reference.tag === "" ? "" : `:${reference.tag}`;
  const digest = reference.digest === "" ? "" : `@${reference.digest}`;
  return referenceName(reference) + tag + digest;
}

/** The reference as users write it, without Docker Hub's defaults. @mirrors github.com/distribution/reference FamiliarString */
export function formatFamiliar(reference: ImageReference): string {
  return formatReference(familiar(reference));
}

/** The name alone as users write it. @mirrors github.com/distribution/reference FamiliarName */
export function familiarName(reference: ImageReference): string {
  return referenceName(familiar(reference));
}

/** The reference with tag `latest`, where it has neither tag nor digest. @mirrors github.com/distribution/reference TagNameOnly */
export function tagNameOnly(reference: ImageReference): ImageReference {
  return reference.tag === "" && reference.digest === "" ? { ...reference, tag: "latest" } : reference;
}

/** The reference with another tag; throws a GoError for a bad one. @mirrors github.com/distribution/reference WithTag */
export function withTag(reference: ImageReference, tag: string): ImageReference {
  if (!isTag(tag)) throw new GoError(invalidTag);
  return { ...reference, tag };
}

/** The reference with another digest; throws a GoError for a bad one. @mirrors github.com/distribution/reference WithDigest */
export function withDigest(reference: ImageReference, digest: string): ImageReference {
  if (!isDigest(digest)) throw new GoError(invalidDigest);
  return { ...reference, digest };
}

const defaultDomain = "docker.io";
const officialPrefix = "library/";
const longestPath = 255;

function splitDomain(name: string): readonly [domain: string, remainder: string] {
  const [first, rest, hasSlash] = cut(name, "/");
  if (!hasSlash) return [defaultDomain, officialPrefix + name];
  const isDomain = first === "localhost" || /[.:]/.test(first) || toLower(first) !== first;
  const domain = first === "index.docker.io" || !isDomain ? defaultDomain : first;
  const remainder = isDomain ? rest : name;
  const isOfficial = domain === defaultDomain && !remainder.includes("/");
  return [domain, isOfficial ? officialPrefix + remainder : remainder];
}

/** The reference as it stands, nothing added; throws a GoError for what is none. @mirrors github.com/distribution/reference Parse */
export function parseFullReference(text: string): ImageReference {
  if (text === "") throw new GoError(nameEmpty);
  const reference = split(text);
  if (reference === undefined) {
    throw new GoError(split(toLower(text)) === undefined ? invalidReference : nameUppercase);
  }
  if (reference.path.length > longestPath) throw new GoError(nameTooLong);
  if (reference.digest !== "") parseDigest(reference.digest);
  return reference;
}

/** The parts of `name[:tag][@digest]`, or undefined where one of them is malformed. */
function split(text: string): ImageReference | undefined {
  const [tagged, digest, hasDigest] = cut(text, "@");
  if (hasDigest && !isDigest(digest)) return undefined;
  const colon = tagged.indexOf(":", tagged.lastIndexOf("/") + 1);
  const name = colon < 0 ? tagged : tagged.slice(0, colon);
  const tag = colon < 0 ? "" : tagged.slice(colon + 1);
  if (colon >= 0 && !isTag(tag)) return undefined;
  const [domain, path, hasSlash] = cut(name, "/");
  if (hasSlash && isDomainAndPort(domain) && isRepositoryPath(path)) return { domain, path, tag, digest };
  return isRepositoryPath(name) ? { domain: "", path: name, tag, digest } : undefined;
}

function isTag(text: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(text);
}

function isDigest(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9A-Fa-f]{32,}$/.test(text);
}

// In none of these can a text be matched in two ways: they take linear time.
const label = "[a-zA-Z0-9]+(?:-+[a-zA-Z0-9]+)*";
const domainAndPort = new RegExp(`^(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const component = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
const repositoryPath = new RegExp(`^${component}(?:/${component})*$`);

function isDomainAndPort(text: string): boolean {
  return domainAndPort.test(text);
}

function isRepositoryPath(text: string): boolean {
  return repositoryPath.test(text);
}

function familiar(reference: ImageReference): ImageReference {
  if (reference.domain !== defaultDomain) return reference;
  const short = trimPrefix(reference.path, officialPrefix);
  return { ...reference, domain: "", path: short.includes("/") ? reference.path : short };
}
