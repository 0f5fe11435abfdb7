import { escapeUrl, needsEscape, unescapeUrl } from "./escape-url.ts";
import { GoError } from "./go-error.ts";
import { toLower } from "./letter-case.ts";
import {
  colonInFirstSegment,
  controlCharacterInUrl,
  invalidHost,
  invalidIpLiteral,
  invalidPort,
  invalidUserinfo,
  missingBracket,
  missingScheme,
  semicolonInQuery,
  tooManyQueryPairs,
  unparsedUrl,
} from "./messages.ts";
import { parseAddress } from "./parse-ip.ts";
import { cut } from "./trim.ts";

/** The user information of a URL, unescaped; a password may be empty or absent. */
export interface UrlUser {
  readonly username: string;
  readonly password: string | undefined;
}

/** A URL as Go takes it apart: `path` and `fragment` are unescaped, `rawPath` is set where escaping would not give it back. */
export interface GoUrl {
  readonly scheme: string;
  readonly opaque: string;
  readonly user: UrlUser | undefined;
  readonly host: string;
  readonly path: string;
  readonly rawPath: string;
  readonly rawQuery: string;
  readonly fragment: string;
  /** There was a `?` with nothing after it. */
  readonly forceQuery: boolean;
  /** A scheme and a path, but no `//`. */
  readonly omitHost: boolean;
}

/** The URL of a text; throws a GoError for what is none. @mirrors net/url Parse */
export function parseUrl(text: string): GoUrl {
  const [address, rawFragment] = cut(text, "#");
  const url = withContext(address, () => parseWithoutFragment(address));
  if (rawFragment === "") return url;
  return { ...url, fragment: withContext(text, () => unescapeUrl(rawFragment, "fragment")) };
}

/** A URL as text, without its fragment. @mirrors net/url URL.String */
export function formatUrl(url: GoUrl): string {
  const head = (url.scheme === "" ? "" : `${url.scheme}:`) + (url.opaque === "" ? authorityAndPath(url) : url.opaque);
  return url.forceQuery || url.rawQuery !== "" ? `${head}?${url.rawQuery}` : head;
}

/** The values of a query by key, in order; pairs that can not be read are left out. @mirrors net/url URL.Query */
export function parseQuery(rawQuery: string): { values: ReadonlyMap<string, readonly string[]>; error: string } {
  const values = new Map<string, string[]>();
  const pairs = rawQuery.split("&");
  if (pairs.length > mostQueryPairs) return { values, error: tooManyQueryPairs };
  let error = "";
  for (const pair of pairs) {
    if (pair.includes(";")) error = semicolonInQuery;
    if (pair === "" || pair.includes(";")) continue;
    const [rawKey, rawValue] = cut(pair, "=");
    try {
      const key = unescapeUrl(rawKey, "query");
      const value = unescapeUrl(rawValue, "query");
      const list = values.get(key);
      if (list === undefined) values.set(key, [value]);
      else list.push(value);
    } catch (failure) {
      if (!(failure instanceof GoError)) throw failure;
      error ||= failure.message;
    }
  }
  return { values, error };
}

const mostQueryPairs = 10_000;

function withContext<T>(text: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof GoError ? new GoError(unparsedUrl(text, error.message)) : error;
  }
}

function parseWithoutFragment(text: string): GoUrl {
  if (/[\x00-\x1f\x7f]/.test(text)) throw new GoError(controlCharacterInUrl);
  const empty = {
    scheme: "",
    opaque: "",
    user: undefined,
    host: "",
    path: "",
    rawPath: "",
    rawQuery: "",
    fragment: "",
  };
  if (text === "*") return { ...empty, path: "*", forceQuery: false, omitHost: false };
  const [rawScheme, afterScheme] = splitScheme(text);
  const scheme = toLower(rawScheme);
  const forceQuery = afterScheme.indexOf("?") === afterScheme.length - 1 && afterScheme.endsWith("?");
  const [rest, rawQuery] = cut(afterScheme, "?");
  const url = { ...empty, scheme, rawQuery, forceQuery, omitHost: false };
  if (!rest.startsWith("/")) {
    if (scheme !== "") return { ...url, opaque: rest };
    if (cut(rest, "/")[0].includes(":")) throw new GoError(colonInFirstSegment);
  }
  if (rest.startsWith("//") && (scheme !== "" || !rest.startsWith("///"))) {
    const slash = rest.indexOf("/", 2);
    const [authority, path] = slash < 0 ? [rest.slice(2), ""] : [rest.slice(2, slash), rest.slice(slash)];
    return { ...url, ...parseAuthority(scheme, authority), ...pathParts(path) };
  }
  return { ...url, omitHost: scheme !== "" && rest.startsWith("/"), ...pathParts(rest) };
}

function splitScheme(text: string): readonly [scheme: string, rest: string] {
  if (text.startsWith(":")) throw new GoError(missingScheme);
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*(?=:)/.exec(text)?.[0] ?? "";
  return scheme === "" ? ["", text] : [scheme, text.slice(scheme.length + 1)];
}

function pathParts(rawPath: string): { path: string; rawPath: string } {
  const path = unescapeUrl(rawPath, "path");
  return { path, rawPath: escapeUrl(path, "path") === rawPath ? "" : rawPath };
}

function parseAuthority(scheme: string, authority: string): { user: UrlUser | undefined; host: string } {
  const at = authority.lastIndexOf("@");
  const host = parseHost(scheme, authority.slice(at + 1));
  if (at < 0) return { user: undefined, host };
  const userinfo = authority.slice(0, at);
  if (!/^[A-Za-z0-9._:~!$&'()*+,;=%@-]*$/.test(userinfo)) throw new GoError(invalidUserinfo);
  const [username, password, hasPassword] = cut(userinfo, ":");
  return {
    user: {
      username: unescapeUrl(username, "userinfo"),
      password: hasPassword ? unescapeUrl(password, "userinfo") : undefined,
    },
    host,
  };
}

function parseHost(scheme: string, host: string): string {
  const bracket = host.lastIndexOf("[");
  if (bracket > 0) throw new GoError(invalidIpLiteral);
  if (bracket === 0) return parseIpLiteral(host);
  const first = host.indexOf(":");
  if (first >= 0) {
    // Lists of hosts with ports are tolerated, but not over HTTP.
    const port = host.slice(scheme === "http" || scheme === "https" ? first : host.lastIndexOf(":"));
    checkPort(port);
  }
  return unescapeUrl(host, "host");
}

function parseIpLiteral(host: string): string {
  const close = host.lastIndexOf("]");
  if (close < 0) throw new GoError(missingBracket);
  const port = host.slice(close + 1);
  checkPort(port);
  const literal = host.slice(1, close);
  const zone = literal.indexOf("%25");
  const address =
    zone < 0
      ? unescapeUrl(literal, "host")
      : unescapeUrl(literal.slice(0, zone), "host") + unescapeUrl(literal.slice(zone), "zone");
  try {
    if (parseAddress(address).bytes.length === 4) throw new GoError(invalidIpLiteral);
  } catch (error) {
    if (!(error instanceof GoError) || error.message === invalidIpLiteral) throw error;
    throw new GoError(invalidHost(error.message));
  }
  return `[${address}]${port}`;
}

function checkPort(colonPort: string): void {
  if (!/^(?::[0-9]*)?$/.test(colonPort)) throw new GoError(invalidPort(colonPort));
}

function authorityAndPath(url: GoUrl): string {
  let text = "";
  const hasAuthority = url.scheme !== "" || url.host !== "" || url.user !== undefined;
  if (hasAuthority && !(url.omitHost && url.host === "" && url.user === undefined)) {
    if (url.host !== "" || url.path !== "" || url.user !== undefined) text += "//";
    if (url.user !== undefined) text += `${formatUrlUser(url.user)}@`;
    text += escapeUrl(url.host, "host");
  }
  const path = escapedPath(url);
  if (path !== "" && !path.startsWith("/") && url.host !== "") text += "/";
  // Without this dot the first segment would be read as a scheme.
  if (url.scheme === "" && text === "" && cut(path, "/")[0].includes(":")) text += "./";
  return text + path;
}

/** User information as it stands in a URL. @mirrors net/url Userinfo.String */
export function formatUrlUser(user: UrlUser): string {
  const name = escapeUrl(user.username, "userinfo");
  return user.password === undefined ? name : `${name}:${escapeUrl(user.password, "userinfo")}`;
}

function escapedPath(url: GoUrl): string {
  if (url.rawPath !== "" && isValidRawPath(url.rawPath)) return url.rawPath;
  return url.path === "*" ? "*" : escapeUrl(url.path, "path");
}

function isValidRawPath(rawPath: string): boolean {
  return [...rawPath].every((character) => "!$&'()*+,;=:@[]%".includes(character) || !needsEscape(character, "path"));
}
