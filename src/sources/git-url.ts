import { GoError } from "../go/go-error.ts";
import { toLower } from "../go/letter-case.ts";
import { formatUrl, formatUrlUser, type GoUrl, parseQuery, parseUrl, type UrlUser } from "../go/parse-url.ts";
import { join } from "../go/path.ts";
import { cut, trimPrefix } from "../go/trim.ts";
import { invalidProtocol, unknownProtocol } from "./messages.ts";

/** A remote git repository, from a URL or from `user@host:path`. */
export interface GitUrl {
  readonly scheme: string;
  readonly user: UrlUser | undefined;
  readonly host: string;
  readonly path: string;
  /** The values of each query key, in order; empty where there is no query. */
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** What the fragment says, where there is one: `#ref:subdir`. */
  readonly options: GitUrlOptions | undefined;
  /** The address for git itself, without query and fragment. */
  readonly remote: string;
}

/** The ref and the folder of a git URL's fragment; the folder is cleaned and relative. */
export interface GitUrlOptions {
  readonly ref: string;
  readonly subdir: string;
}

/** A text that has no protocol and is no `user@host:path` either; callers take it for something else than git. */
export class UnknownProtocolError extends GoError {
  constructor() {
    super(unknownProtocol);
  }
}

/**
 * The git URL of a text; throws an UnknownProtocolError where it can not be one, a GoError for a protocol that git is
 * not spoken over and for a malformed URL. @mirrors util/gitutil ParseURL
 */
export function parseGitUrl(text: string): GitUrl {
  const protocol = protocolOf(text);
  if (protocol === undefined) return parseScpStyle(text);
  if (!protocols.has(protocol)) throw new GoError(invalidProtocol(protocol));
  return gitUrlOf(parseUrl(text));
}

/** Whether a text has a protocol of git's, or the form `user@host:path`. @mirrors util/gitutil IsGitTransport */
export function isGitTransport(text: string): boolean {
  const protocol = protocolOf(text);
  return protocol === undefined ? scpParts(text) !== undefined : protocols.has(protocol);
}

/** The git URL of a URL that was taken apart already. @mirrors util/gitutil FromURL */
export function gitUrlOf(url: GoUrl): GitUrl {
  return {
    scheme: url.scheme,
    user: url.user,
    host: url.host,
    path: url.path,
    query: parseQuery(url.rawQuery).values,
    options: fragmentOptions(url.fragment),
    remote: formatUrl({ ...url, rawQuery: "" }),
  };
}

const protocols: ReadonlySet<string> = new Set(["http", "https", "ssh", "git"]);

function protocolOf(text: string): string | undefined {
  const match = /^[a-zA-Z0-9]+(?=:\/\/)/.exec(text);
  return match === null ? undefined : toLower(match[0]);
}

function fragmentOptions(fragment: string): GitUrlOptions | undefined {
  if (fragment === "") return undefined;
  const [ref, subdir] = cut(fragment, ":");
  return { ref, subdir: trimPrefix(join("/", subdir), "/") };
}

function parseScpStyle(text: string): GitUrl {
  const parts = scpParts(text);
  if (parts === undefined) throw new UnknownProtocolError();
  const { values, error } = parseQuery(parts.query);
  // An unreadable query makes it no such address at all.
  if (error !== "") throw new UnknownProtocolError();
  const user: UrlUser = { username: parts.user, password: undefined };
  return {
    scheme: "ssh",
    user,
    host: parts.host,
    path: parts.path,
    query: values,
    options: fragmentOptions(parts.fragment),
    remote: `${formatUrlUser(user)}@${parts.host}:${parts.path}`,
  };
}

interface ScpParts {
  readonly user: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

/** `user@host:path[?query][#fragment]`; nothing of it holds a line feed. @mirrors util/sshutil ParseSCPStyleURL */
function scpParts(text: string): ScpParts | undefined {
  const head = /^([a-zA-Z0-9_-]+)@([a-zA-Z0-9.-]+):/.exec(text);
  if (head === null || text.includes("\n")) return undefined;
  const [beforeFragment, fragment] = cut(text.slice(head[0].length), "#");
  const [path, query] = cut(beforeFragment, "?");
  return { user: head[1] as string, host: head[2] as string, path, query, fragment };
}
