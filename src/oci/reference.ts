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

// Names are walked over by hand: a regular expression keeps a stack of what it repeats, and variables make long names.

function isDigest(text: string): boolean {
  const [algorithm, hex] = cut(text, ":");
  if (!isChain(algorithm, isAlphanumeric, (name, at) => ("-_+.".includes(name.charAt(at)) ? at + 1 : at))) return false;
  return !/(?:^|[-_+.])[0-9]/.test(algorithm) && /^[0-9A-Fa-f]{32,}$/.test(hex);
}

function isDomainAndPort(text: string): boolean {
  const colon = text.lastIndexOf(":");
  const host = colon >= 0 && /^[0-9]+$/.test(text.slice(colon + 1)) ? text.slice(0, colon) : text;
  if (/^\[[a-fA-F0-9:]+\]$/.test(host)) return true;
  return isChain(host, isAlphanumeric, (name, at) => (name.charAt(at) === "." ? at + 1 : dashesEnd(name, at)));
}

function isRepositoryPath(text: string): boolean {
  return isChain(text, isLowerAlphanumeric, (name, at) => {
    const character = name.charAt(at);
    if (character === "_") return name.charAt(at + 1) === "_" ? at + 2 : at + 1;
    return character === "/" || character === "." ? at + 1 : dashesEnd(name, at);
  });
}

/** Whether a text is runs of some characters, with one separator between two; `separatorEnd` is `at` where none begins. */
function isChain(
  text: string,
  isPart: (unit: number) => boolean,
  separatorEnd: (text: string, at: number) => number,
): boolean {
  for (let at = 0; ; ) {
    const start = at;
    while (at < text.length && isPart(text.charCodeAt(at))) at++;
    if (at === start) return false;
    if (at === text.length) return true;
    const end = separatorEnd(text, at);
    if (end === at) return false;
    at = end;
  }
}

function dashesEnd(text: string, from: number): number {
  let at = from;
  while (text.charAt(at) === "-") at++;
  return at;
}

function isLowerAlphanumeric(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x61 && unit <= 0x7a);
}

function isAlphanumeric(unit: number): boolean {
  return isLowerAlphanumeric(unit) || (unit >= 0x41 && unit <= 0x5a);
}

function familiar(reference: ImageReference): ImageReference {
  if (reference.domain !== defaultDomain) return reference;
  const short = trimPrefix(reference.path, officialPrefix);
  return { ...reference, domain: "", path: short.includes("/") ? reference.path : short };
}
