import { GoError } from "../../go/go-error.ts";
import { join } from "../../go/path.ts";
import { cut, trimPrefix, trimSuffix } from "../../go/trim.ts";
import { type GitUrl, parseGitUrl, UnknownProtocolError } from "../../sources/git-url.ts";
import { cap } from "../caps.ts";
import type { Constraints } from "../constraints.ts";
import { source } from "../ops/source.ts";
import type { State } from "../state.ts";
import { Attributes } from "./attributes.ts";

export interface GitOptions extends Constraints {
  /** `ref[:subdir]`, as after a `#` in an address; `ref` and `subdir` take precedence. */
  readonly fragment?: string | undefined;
  /** A commit, tag or branch; absent or empty for the default branch. */
  readonly ref?: string | undefined;
  readonly subdir?: string | undefined;
  readonly keepGitDir?: boolean | undefined;
  /** The secret that holds a token; absent for GIT_AUTH_TOKEN, empty for none. */
  readonly authTokenSecret?: string | undefined;
  /** The secret that holds the Authorization header; absent for GIT_AUTH_HEADER, empty for none. */
  readonly authHeaderSecret?: string | undefined;
  /** Lines of a known_hosts file, for a repository over SSH. */
  readonly knownSshHosts?: readonly string[] | undefined;
  /** The id of the SSH agent, `default` if absent or empty. */
  readonly mountSshSock?: string | undefined;
  /** The commit that the ref must be. */
  readonly checksum?: string | undefined;
  readonly skipSubmodules?: boolean | undefined;
  /** Which time files get: of the checkout, or of their commit. */
  readonly mtime?: string | undefined;
  /** Git may print advice. */
  readonly advice?: boolean | undefined;
  /** The checksum is trusted to be the commit and fetched directly. */
  readonly fetchByCommit?: boolean | undefined;
  /** Commits come from a git bundle, by its blob's address, instead of the remote. */
  readonly bundle?: { readonly locator: string; readonly sessionId?: string; readonly storeId?: string } | undefined;
  /** The result is one file, a git bundle. */
  readonly checkoutBundle?: boolean | undefined;
  /** The host keys of an SSH server, for a repository that `knownSshHosts` says nothing of; undefined where they cannot be had. */
  readonly scanSshKeys?: ((host: string) => string | undefined) | undefined;
}

/**
 * The state of a git repository. An address that cannot be read is passed on as it is, for the daemon to refuse.
 *
 * @mirrors client/llb/source.go Git
 */
export function git(address: string, options: GitOptions = {}): State {
  const { url, remote } = parsedAddress(address);
  const attributes = new Attributes(cap.sourceGit);
  attributes.flag("git.keepgitdir", options.keepGitDir, cap.sourceGitKeepDir);
  attributes.text("git.fullurl", url, cap.sourceGitFullUrl);
  addSecrets(attributes, options);
  if (remote?.scheme === "ssh") addSsh(attributes, remote.host, options);
  attributes.text("git.checksum", options.checksum, cap.sourceGitChecksum);
  attributes.flag("git.skipsubmodules", options.skipSubmodules, cap.sourceGitSkipSubmodules);
  attributes.text("git.mtime", options.mtime, cap.sourceGitMtime);
  attributes.flag("git.advice", options.advice);
  attributes.flag("git.fetchbycommit", options.fetchByCommit, cap.sourceGitFetchByCommit);
  attributes.text("git.bundle", options.bundle?.locator, cap.sourceGitBundle);
  attributes.text("oci.session", options.bundle?.sessionId);
  attributes.text("oci.store", options.bundle?.storeId);
  attributes.flag("git.checkoutbundle", options.checkoutBundle, cap.sourceGitCheckoutBundle);
  const id = remote === undefined ? url : repositoryId(remote, options);
  return source({ identifier: `git://${id}`, attributes: attributes.values, caps: attributes.caps }, options);
}

/** An address without a protocol is one over HTTPS. */
function parsedAddress(address: string): { readonly url: string; readonly remote?: GitUrl } {
  const withRemote = (remote: GitUrl) => ({ url: remote.remote, remote });
  try {
    return withRemote(parseGitUrl(address));
  } catch (error) {
    if (!(error instanceof UnknownProtocolError)) return onlyGoError(error, { url: address });
  }
  const url = `https://${address}`;
  try {
    return withRemote(parseGitUrl(url));
  } catch (error) {
    return onlyGoError(error, { url });
  }
}

function onlyGoError<T>(error: unknown, result: T): T {
  if (!(error instanceof GoError)) throw error;
  return result;
}

/** The same for every protocol, so that a repository cloned over HTTPS and over SSH is one source. */
function repositoryId({ host, path }: GitUrl, options: GitOptions): string {
  const [fragmentRef, written] = cut(options.fragment ?? "", ":");
  const fragmentSubdir = trimPrefix(join("/", written), "/");
  const ref = options.ref === undefined || options.ref === "" ? fragmentRef : options.ref;
  const subdir = options.subdir === undefined || options.subdir === "" ? fragmentSubdir : options.subdir;
  const place = ref === "" && subdir === "" ? "" : `#${ref}`;
  return host + join("/", path) + place + (subdir === "" ? "" : `:${subdir}`);
}

/** Secrets that the caller names need a capability, the usual ones do not. */
function addSecrets(attributes: Attributes, { authTokenSecret, authHeaderSecret }: GitOptions): void {
  const areUsual = authTokenSecret === undefined && authHeaderSecret === undefined;
  const caps = areUsual ? [] : [cap.sourceGitHttpAuth];
  attributes.text("git.authtokensecret", authTokenSecret ?? "GIT_AUTH_TOKEN", ...caps);
  attributes.text("git.authheadersecret", authHeaderSecret ?? "GIT_AUTH_HEADER", ...caps);
}

function addSsh(
  attributes: Attributes,
  host: string,
  { knownSshHosts = [], mountSshSock, scanSshKeys }: GitOptions,
): void {
  const known = knownSshHosts.map((key) => `${trimSuffix(key, "\n")}\n`).join("");
  const hosts = known === "" ? scanSshKeys?.(host) : known;
  if (hosts !== undefined) attributes.values.set("git.knownsshhosts", hosts);
  attributes.caps.push(cap.sourceGitKnownSshHosts, cap.sourceGitMountSshSock);
  attributes.text("git.mountsshsock", mountSshSock === undefined || mountSshSock === "" ? "default" : mountSshSock);
}
