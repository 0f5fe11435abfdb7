import { git } from "../../llb/sources.ts";
import type { State } from "../../llb/state.ts";
import { parseGitRef } from "../../sources/git-ref.ts";
import { internalName } from "./internal-name.ts";

/** What a client says of all git contexts. */
export interface GitContextOptions {
  readonly keepGitDir: boolean;
  /** Whether files get their commit's time. */
  readonly commitTime: boolean;
  readonly advice: boolean;
}

/**
 * A git context as a state; undefined where the text is no git URL. Throws where it is one with a mistake.
 * @mirrors frontend/dockerui/context.go DetectGitContext
 */
export function gitContext(text: string, options: GitContextOptions): State | undefined {
  const parsed = parseGitRef(text);
  if ("error" in parsed) {
    if (parsed.isGit) throw parsed.error;
    return undefined;
  }
  const { ref } = parsed;
  return git(ref.remote, {
    customName: internalName(`load git source ${text}`),
    ref: ref.ref,
    subdir: ref.subdir,
    checksum: ref.checksum,
    keepGitDir: ref.keepGitDir === true || options.keepGitDir,
    skipSubmodules: ref.submodules === false,
    mtime: ref.mtime === "" && options.commitTime ? "commit" : ref.mtime,
    fetchByCommit: ref.fetchByCommit,
    advice: options.advice,
  });
}
