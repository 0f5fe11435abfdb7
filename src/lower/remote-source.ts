import { type GitRef, parseGitRef } from "../sources/git-ref.ts";

/**
 * The repository that a source of ADD or COPY names, undefined for anything else. Throws where it is one without
 * doubt but malformed.
 */
export function gitSourceOf(source: string): GitRef | undefined {
  if (!mayBeRemote(source)) return undefined;
  const result = parseGitRef(source);
  if ("ref" in result) return result.ref.indistinguishableFromLocal ? undefined : result.ref;
  if (result.isGit) throw result.error;
  return undefined;
}

/** False for what is a path without doubt; reading it as an address costs an error. */
function mayBeRemote(source: string): boolean {
  return source.includes(":") || source.startsWith("github.com/");
}

/** Whether the source names a git repository, for what is only asked of its kind. */
export function isGitSource(source: string): boolean {
  return mayBeRemote(source) && "ref" in parseGitRef(source);
}

/** Whether the source is a file to download. */
export function isHttpSource(source: string): boolean {
  return (source.startsWith("http://") || source.startsWith("https://")) && !isGitSource(source);
}
