import { GoError } from "../../go/go-error.ts";
import { parseInt } from "../../go/parse-number.ts";
import type { State } from "../state.ts";

/** A user or group: by number, or by a name that the daemon looks up in the file system. */
export type Account = { readonly id: number } | { readonly name: string };

/** Who a file belongs to; an absent part is root. */
export interface Owner {
  readonly user?: Account | undefined;
  readonly group?: Account | undefined;
}

interface Created {
  readonly owner?: Owner | undefined;
  /** Nanoseconds since 1970; absent for the time of the build. */
  readonly createdTime?: bigint | undefined;
}

export interface CopyAction extends Created {
  readonly kind: "copy";
  readonly source: State | FileChain;
  readonly src: string;
  readonly dest: string;
  /** Permission bits, or symbolic as chmod reads it; absent to keep the source's. */
  readonly mode?: { readonly mode: number } | { readonly modeStr: string } | undefined;
  readonly followSymlinks?: boolean | undefined;
  /** Of a directory, what is in it and not itself. */
  readonly copyDirContentsOnly?: boolean | undefined;
  readonly includePatterns?: readonly string[] | undefined;
  readonly excludePatterns?: readonly string[] | undefined;
  readonly requiredPaths?: readonly string[] | undefined;
  readonly attemptUnpack?: boolean | undefined;
  readonly createDestPath?: boolean | undefined;
  readonly allowWildcard?: boolean | undefined;
  readonly allowEmptyWildcard?: boolean | undefined;
  /** What is in the way is replaced though it is of another kind. */
  readonly alwaysReplaceExistingDestPaths?: boolean | undefined;
}

export interface MkdirAction extends Created {
  readonly kind: "mkdir";
  readonly path: string;
  /** Permission bits. */
  readonly mode: number;
  readonly makeParents?: boolean | undefined;
}

export interface MkfileAction extends Created {
  readonly kind: "mkfile";
  readonly path: string;
  /** Permission bits. */
  readonly mode: number;
  readonly data: Uint8Array;
}

export interface RmAction {
  readonly kind: "rm";
  readonly path: string;
  readonly allowNotFound?: boolean | undefined;
  readonly allowWildcard?: boolean | undefined;
}

export interface SymlinkAction extends Created {
  readonly kind: "symlink";
  /** What the link names. */
  readonly oldPath: string;
  /** The link. Both paths are taken as they are. */
  readonly newPath: string;
}

/** One change to a file system. Relative paths start at the state's directory. */
export type FileAction = CopyAction | MkdirAction | MkfileAction | RmAction | SymlinkAction;

/** Changes to a state, to be copied from inside the same op. */
export interface FileChain {
  readonly base: State;
  readonly actions: readonly [FileAction, ...FileAction[]];
}

/** The owner that `user[:group]` says, each a name or a number. @mirrors client/llb/fileop.go WithUser */
export function owner(text: string): Owner {
  const colon = text.indexOf(":");
  if (colon < 0) return { user: account(text) };
  const group = text.slice(colon + 1);
  return { user: account(text.slice(0, colon)), ...(group === "" ? {} : { group: account(group) }) };
}

/** The owner by numbers. @mirrors client/llb/fileop.go WithUIDGID */
export function ownerIds(uid: number, gid: number): Owner {
  return { user: { id: uid }, group: { id: gid } };
}

function account(text: string): Account {
  if (text === "root") return { id: 0 };
  try {
    return { id: Number(parseInt(text, 10, 32)) };
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    return { name: text };
  }
}
