import { sortedStrings } from "../go/code-point-order.ts";
import { GoError } from "../go/go-error.ts";
import { parseBool } from "../go/parse-number.ts";
import { parseUrl } from "../go/parse-url.ts";
import { join } from "../go/path.ts";
import { cut, trimPrefix, trimSuffix } from "../go/trim.ts";
import { type GitUrl, gitUrlOf, parseGitUrl } from "./git-url.ts";
import {
  branchConflict,
  invalidArgument,
  invalidFlag,
  invalidMtime,
  queryWithoutValue,
  queryWithValues,
  refConflict,
  subdirConflict,
  unexpectedQuery,
} from "./messages.ts";

/** A git source: a repository, what to check out of it, and how. An absent text is "", an absent flag undefined. */
export interface GitRef {
  readonly remote: string;
  /** The name a clone of the repository would get: `bar` for `https://github.com/foo/bar.git`. */
  readonly shortName: string;
  /** A commit, tag, branch or full ref. */
  readonly ref: string;
  /** The commit that the ref must be, maybe abbreviated. */
  readonly checksum: string;
  readonly subdir: string;
  /** Of the form `github.com/foo/bar`, which could be a local path too; accepted for contexts only. */
  readonly indistinguishableFromLocal: boolean;
  /** Over `git://` or `http://`. */
  readonly unencryptedTcp: boolean;
  readonly keepGitDir: boolean | undefined;
  readonly submodules: boolean | undefined;
  readonly mtime: "" | "checkout" | "commit";
  /** The checksum is trusted to be the commit and fetched directly. */
  readonly fetchByCommit: boolean;
}

/** A text that was read as a git source: one, none and why, or one with a wrong query. */
export type GitRefResult =
  | { readonly isGit: true; readonly ref: GitRef }
  | { readonly isGit: boolean; readonly error: GoError };

/** What a text says as a git source. @mirrors frontend/dockerfile/dfgitutil ParseGitRef */
export function parseGitRef(text: string): GitRefResult {
  let isGit = false;
  try {
    const isBareGithub = text.startsWith("github.com/");
    const url = isBareGithub ? gitUrlOf({ ...parseUrl(text), scheme: "https" }) : parseGitAddress(text);
    isGit = true;
    return { isGit, ref: withQuery(refWithoutQuery(url, isBareGithub), url.query) };
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    return { isGit, error };
  }
}

/**
 * The source in the form `remote#ref:subdir`, with or without the folder; undefined where it is no git source.
 * @mirrors frontend/dockerfile/dfgitutil FragmentFormat
 */
export function formatGitFragment(text: string, withSubdir: boolean): string | undefined {
  const result = parseGitRef(text);
  if ("error" in result) return undefined;
  const { remote, ref, subdir } = result.ref;
  const folder = withSubdir ? trimPrefix(join("/", subdir), "/") : "";
  if (ref === "" && folder === "") return remote;
  return folder === "" ? `${remote}#${ref}` : `${remote}#${ref}:${folder}`;
}

/** Over HTTP only what ends in `.git` is a repository. */
function parseGitAddress(text: string): GitUrl {
  if (text.startsWith("./") || text.startsWith("../")) throw new GoError(invalidArgument);
  const url = parseGitUrl(text);
  const isHttp = url.scheme === "http" || url.scheme === "https";
  if (isHttp && !url.path.endsWith(".git")) throw new GoError(invalidArgument);
  return url;
}

function refWithoutQuery(url: GitUrl, isBareGithub: boolean): GitRef {
  const remote = isBareGithub ? cut(url.remote, "://")[1] : url.remote;
  return {
    remote,
    shortName: trimSuffix(remote.slice(remote.lastIndexOf("/") + 1), ".git"),
    ref: url.options?.ref ?? "",
    checksum: "",
    subdir: url.options?.subdir ?? "",
    indistinguishableFromLocal: isBareGithub,
    unencryptedTcp: !isBareGithub && (url.scheme === "http" || url.scheme === "git"),
    keepGitDir: undefined,
    submodules: undefined,
    mtime: "",
    fetchByCommit: false,
  };
}

/** Keys in sorted order, tag and branch last: the reference's own order over keys is random. */
function withQuery(base: GitRef, query: GitUrl["query"]): GitRef {
  let result = base;
  for (const key of sortedStrings(query.keys())) {
    const values = query.get(key) as readonly string[];
    if (values.length > 1) throw new GoError(queryWithValues(key));
    const value = values[0] ?? "";
    if (value === "" && !flagKeys.has(key)) throw new GoError(queryWithoutValue(key));
    result = withQueryValue(result, key, value);
  }
  const tag = query.get("tag")?.[0] ?? "";
  const branch = query.get("branch")?.[0] ?? "";
  if (tag !== "") result = withRef(result, prefixed(tag, "refs/tags/"));
  if (branch !== "" && tag !== "") throw new GoError(branchConflict);
  if (branch !== "") result = withRef(result, prefixed(branch, "refs/heads/"));
  return result;
}

const flagKeys: ReadonlySet<string> = new Set(["submodules", "keep-git-dir", "fetch-by-commit"]);

function withQueryValue(ref: GitRef, key: string, value: string): GitRef {
  switch (key) {
    case "ref":
      return withRef(ref, value);
    case "tag":
    case "branch":
      return ref;
    case "subdir":
      if (ref.subdir !== "" && ref.subdir !== value) throw new GoError(subdirConflict(ref.subdir, value));
      return { ...ref, subdir: value };
    case "checksum":
    case "commit":
      return { ...ref, checksum: value };
    case "keep-git-dir":
      return { ...ref, keepGitDir: flag(key, value) };
    case "submodules":
      return { ...ref, submodules: flag(key, value) };
    case "fetch-by-commit":
      return { ...ref, fetchByCommit: flag(key, value) };
    case "mtime":
      if (value !== "checkout" && value !== "commit") throw new GoError(invalidMtime(value));
      return { ...ref, mtime: value };
    default:
      throw new GoError(unexpectedQuery(key));
  }
}

function withRef(base: GitRef, ref: string): GitRef {
  if (base.ref !== "" && base.ref !== ref) throw new GoError(refConflict(base.ref, ref));
  return { ...base, ref };
}

/** A key alone, or with an empty value, is true. */
function flag(key: string, value: string): boolean {
  if (value === "") return true;
  try {
    return parseBool(value);
  } catch {
    throw new GoError(invalidFlag(key, value));
  }
}

function prefixed(name: string, prefix: string): string {
  return name.startsWith(prefix) ? name : prefix + name;
}
