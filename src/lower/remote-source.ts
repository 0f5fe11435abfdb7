import { type GitRef, parseGitRef } from "../sources/git-ref.ts";

/**
 * The repository that a source of ADD or COPY names, undefined for anything else. Throws where it is one without
 * doubt but malformed.
 */
export function gitSourceOf(source: string): GitRef | undefined {
  const { ref, isGit, error } = parseGitRef(source);
  if (error !== undefined) {
    if (isGit) throw error;
    return undefined;
  }
  return ref === undefined || ref.indistinguishableFromLocal ? undefined : ref;
}

/** Whether the source names a git repository, for what is only asked of its kind. */
export function isGitSource(source: string): boolean {
  const { ref, isGit } = parseGitRef(source);
  return ref !== undefined && isGit;
}

/** Whether the source is a file to download. */
export function isHttpSource(source: string): boolean {
  return (source.startsWith("http://") || source.startsWith("https://")) && !isGitSource(source);
}
