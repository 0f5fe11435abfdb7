import type { ChownOpt, FileActionCopy, FileAction as FileActionMessage, UserOpt } from "#proto/llb.js";
import { GoError } from "../../go/go-error.ts";
import { clean, isAbs, join } from "../../go/path.ts";
import { cap } from "../caps.ts";
import { messages } from "../messages.ts";
import type { State } from "../state.ts";
import type { Draft } from "../wire/encode.ts";
import type { FileVertex } from "./file.ts";
import type { Account, CopyAction, FileAction, FileChain, Owner } from "./file-action.ts";
import type { OpContext, OpDraft } from "./op-context.ts";
import { InputList, noInput, noOutput, opDraft } from "./op-context.ts";

/** An action with its inputs: places in the op's input list, or of actions before it, or neither. */
interface PlacedAction {
  readonly action: FileAction;
  readonly base: State;
  readonly baseInput: number;
  readonly input: Place;
  readonly secondaryInput: Place;
}

interface Place {
  readonly of: "input" | "action";
  readonly number: number;
}

const nothing: Place = { of: "input", number: noInput };

/**
 * The reference looks for the capabilities of copies and links before it has gathered the actions, so it finds none:
 * a file op needs `file.base` and nothing else.
 *
 * @mirrors client/llb/fileop.go FileOp.Marshal
 */
export function draftFile(vertex: FileVertex, context: OpContext): OpDraft {
  if (vertex.actions.length === 0) throw new GoError(messages.actionRequired);
  const list = new InputList();
  const placed: PlacedAction[] = [];
  placeChain(vertex, { context, list, placed, done: new Map() });
  const count = list.inputs.length;
  const number = (place: Place) => (place.of === "input" ? place.number : count + place.number);
  const actions = placed.map(
    (one, at): Draft<FileActionMessage> => ({
      input: number(one.input),
      secondaryInput: number(one.secondaryInput),
      output: at === placed.length - 1 ? 0 : noOutput,
      ...actionMessage(one),
    }),
  );
  const parts = { stampPlatform: false, inputs: list.inputs, file: { actions } };
  return opDraft(context, vertex.constraints, [cap.fileBase], parts);
}

interface Placing {
  readonly context: OpContext;
  readonly list: InputList;
  readonly placed: PlacedAction[];
  /** The place of the last action of a chain that was met before. */
  readonly done: Map<object, Place>;
}

/** Places a chain's actions, each on top of the one before; returns the place of the last. */
function placeChain(
  chain: Pick<FileChain, "base"> & { readonly actions: readonly FileAction[] },
  placing: Placing,
): Place {
  const known = placing.done.get(chain);
  if (known !== undefined) return known;
  const { context, list, placed } = placing;
  const { output } = chain.base;
  let last: Place | undefined;
  for (const action of chain.actions) {
    const edge = output === undefined ? undefined : context.input(output);
    const baseInput = edge === undefined ? noInput : list.add(edge);
    const input: Place = last ?? { of: "input", number: baseInput };
    const secondaryInput = action.kind === "copy" ? placeSource(action, placing) : nothing;
    last = { of: "action", number: placed.length };
    placed.push({ action, base: chain.base, baseInput, input, secondaryInput });
  }
  placing.done.set(chain, last as Place);
  return last as Place;
}

function placeSource({ source }: CopyAction, placing: Placing): Place {
  if ("actions" in source) return placeChain(source, placing);
  const edge = source.output === undefined ? undefined : placing.context.input(source.output);
  return edge === undefined ? nothing : { of: "input", number: placing.list.add(edge) };
}

function actionMessage({ action, base, baseInput }: PlacedAction): Draft<FileActionMessage> {
  const made = () => ({ owner: ownerMessage(owned(action), baseInput), timestamp: timestamp(action) });
  const path = (written: string) => absolutePath(base.directory, written);
  switch (action.kind) {
    case "copy":
      return { copy: { ...copyMessage(action), dest: destPath(base.directory, action.dest), ...made() } };
    case "mkdir": {
      const { mode, makeParents } = action;
      return { mkdir: { path: path(action.path), mode: mode & 0o777, makeParents, ...made() } };
    }
    case "mkfile":
      return { mkfile: { path: path(action.path), mode: action.mode & 0o777, data: action.data, ...made() } };
    case "rm": {
      const { allowNotFound, allowWildcard } = action;
      return { rm: { path: path(action.path), allowNotFound, allowWildcard } };
    }
    case "symlink":
      return { symlink: { oldpath: action.oldPath, newpath: action.newPath, ...made() } };
  }
}

function copyMessage(action: CopyAction): Draft<FileActionCopy> {
  const { mode } = action;
  return {
    src: sourcePath(action),
    ...(mode === undefined ? { mode: -1 } : "modeStr" in mode && mode.modeStr !== "" ? mode : { mode: modeBits(mode) }),
    followSymlink: action.followSymlinks,
    dirCopyContents: action.copyDirContentsOnly,
    attemptUnpackDockerCompatibility: action.attemptUnpack,
    createDestPath: action.createDestPath,
    allowWildcard: action.allowWildcard,
    allowEmptyWildcard: action.allowEmptyWildcard,
    includePatterns: action.includePatterns,
    excludePatterns: action.excludePatterns,
    alwaysReplaceExistingDestPaths: action.alwaysReplaceExistingDestPaths,
    requiredPaths: action.requiredPaths,
  };
}

function modeBits(mode: NonNullable<CopyAction["mode"]>): number {
  return "mode" in mode ? mode.mode | 0 : 0;
}

/** @mirrors client/llb/fileop.go fileActionCopy.sourcePath */
function sourcePath({ source, src }: CopyAction): string {
  const { directory } = "actions" in source ? source.base : source;
  const path = clean(src);
  return join(isAbs(path) ? "/" : directory, path);
}

function absolutePath(directory: string, written: string): string {
  const path = clean(written);
  return isAbs(path) ? path : join("/", directory, path);
}

/** A destination keeps a slash, or a slash and dot, at its end. @mirrors client/llb/fileop.go normalizePath */
function destPath(directory: string, written: string): string {
  const path = absolutePath(directory, written);
  if (written.endsWith("/") && !path.endsWith("/")) return `${path}/`;
  if (written.endsWith("/.")) return path === "/" ? "/." : `${path}/.`;
  return path;
}

function owned(action: FileAction): Owner | undefined {
  return action.kind === "rm" ? undefined : action.owner;
}

function timestamp(action: FileAction): bigint | number {
  return (action.kind === "rm" ? undefined : action.createdTime) ?? -1;
}

function ownerMessage(owner: Owner | undefined, baseInput: number): Draft<ChownOpt> | undefined {
  if (owner === undefined) return undefined;
  return { user: accountMessage(owner.user, baseInput), group: accountMessage(owner.group, baseInput) };
}

function accountMessage(account: Account | undefined, baseInput: number): Draft<UserOpt> | undefined {
  if (account === undefined) return undefined;
  if ("id" in account) return { byID: account.id >>> 0 };
  return account.name === "" ? { byID: 0 } : { byName: { name: account.name, input: baseInput } };
}
