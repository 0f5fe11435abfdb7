import { GoError } from "../../go/go-error.ts";
import { join } from "../../go/path.ts";
import { normalizePath } from "../../go/system-path.ts";
import { trimPrefix } from "../../go/trim.ts";
import type { CopyAction } from "../../llb/ops/file-action.ts";
import { git, http } from "../../llb/sources.ts";
import { parseDigest } from "../../oci/digest.ts";
import type { GitRef } from "../../sources/git-ref.ts";
import { httpFileName } from "../../sources/http-name.ts";
import { wrapError } from "../../text/wrap-error.ts";
import { commandDescription } from "../command-description.ts";
import { placed, type Step } from "../lowering-stage.ts";
import { messages } from "../messages.ts";
import { gitSourceOf, isHttpSource } from "../remote-source.ts";
import type { SharedCopy, Transfer, TransferInstruction } from "./transfer.ts";

/** What one source of an instruction is made into an action with. */
export interface TransferContext {
  readonly step: Step<TransferInstruction>;
  readonly transfer: Transfer;
  readonly shared: SharedCopy;
  readonly customName: string;
  /** What the query of a git source says holds for the sources behind it as well, as in the reference. */
  readonly carried: { checksum: string; keepGitDir: boolean | undefined };
}

/** The action that copies one source: a git repository, a download, or paths of the source state. */
export function transferSource(context: TransferContext, path: string): CopyAction {
  const ref = gitSourceOf(path);
  if (ref !== undefined) return gitAction(context, ref);
  return isHttpSource(path) ? httpAction(context, path) : pathAction(context, path);
}

function gitAction({ step, transfer, shared, customName, carried }: TransferContext, ref: GitRef): CopyAction {
  if (transfer.keyword === "COPY") throw new GoError(messages.copyGit);
  if (carried.keepGitDir !== undefined && ref.keepGitDir !== undefined && carried.keepGitDir !== ref.keepGitDir) {
    throw new GoError(messages.keepGitDir);
  }
  carried.keepGitDir = ref.keepGitDir ?? carried.keepGitDir;
  if (carried.checksum !== "" && ref.checksum !== "" && carried.checksum !== ref.checksum) {
    throw new GoError(messages.checksumMismatch(carried.checksum, ref.checksum));
  }
  if (ref.checksum !== "") carried.checksum = ref.checksum;
  const source = git(ref.remote, {
    ref: ref.ref,
    subdir: ref.subdir,
    checksum: carried.checksum,
    keepGitDir: carried.keepGitDir ?? false,
    skipSubmodules: ref.submodules === false,
    fetchByCommit: ref.fetchByCommit,
    advice: step.stage.context.options.gitAdvice ?? false,
    customName,
  });
  return { ...shared, source, src: "/" };
}

function httpAction({ transfer, shared, customName, carried }: TransferContext, url: string): CopyAction {
  if (transfer.keyword === "COPY") throw new GoError(messages.copyUrl);
  const filename = httpFileName(url);
  const checksum = carried.checksum === "" ? "" : parseDigest(carried.checksum);
  const source = http(url, { filename, checksum, customName, ...commandDescription("") });
  return { ...shared, source, src: filename, attemptUnpack: transfer.unpack ?? false };
}

function pathAction({ step, transfer, shared }: TransferContext, path: string): CopyAction {
  const { os } = step.stage.platform;
  if (transfer.ignore !== undefined) step.stage.context.observer.copySource(placed(step), path, transfer.ignore);
  const { root, patterns, required } = transfer.parents
    ? parentParts(path, os)
    : { root: path, patterns: [], required: [] };
  return {
    ...shared,
    source: transfer.source,
    src: normalized(root, os),
    followSymlinks: true,
    copyDirContentsOnly: true,
    includePatterns: patterns,
    requiredPaths: required.map((name) => normalized(name, os)),
    attemptUnpack: transfer.unpack ?? transfer.keyword === "ADD",
    allowWildcard: true,
    allowEmptyWildcard: true,
  };
}

/** --parents: what stands before `/./` is left out of the copy's paths, the rest is a pattern under it. */
function parentParts(path: string, os: string) {
  const pivot = path.indexOf("/./");
  const root = pivot === -1 ? "/" : path.slice(0, pivot);
  const pattern = normalized(pivot === -1 ? path : path.slice(pivot + 3), os);
  const exact = !hasWildcard(root) && !hasWildcard(pattern);
  return { root, patterns: [trimPrefix(pattern, "/")], required: exact ? [join(root, pattern)] : [] };
}

function normalized(path: string, os: string): string {
  try {
    return normalizePath("/", path, os, false);
  } catch (error) {
    throw wrapError(error, messages.driveLetter);
  }
}

/** Whether an unescaped `*`, `?` or `[` stands in the path. */
function hasWildcard(path: string): boolean {
  for (let index = 0; index < path.length; index += 1) {
    const character = path[index];
    if (character === "\\") index += 1;
    else if (character === "*" || character === "?" || character === "[") return true;
  }
  return false;
}
