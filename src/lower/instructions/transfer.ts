import type { AddInstruction } from "../../dockerfile/ast/add.ts";
import type { CopyInstruction } from "../../dockerfile/ast/copy.ts";
import type { InlineFile } from "../../dockerfile/ast/heredoc.ts";
import type { PatternMatcher } from "../../dockerfile/ignore/pattern-matcher.ts";
import { isAbsOn, normalizePath, toSlash, withoutDrive } from "../../go/system-path.ts";
import { cap } from "../../llb/caps.ts";
import type { Constraints } from "../../llb/constraints.ts";
import type { CopyAction } from "../../llb/ops/file-action.ts";
import { merge } from "../../llb/ops/merge.ts";
import { type State, scratch } from "../../llb/state.ts";
import { encodeUtf8 } from "../../text/utf8.ts";
import { wrapError } from "../../text/wrap-error.ts";
import { bodyExpander } from "../expander.ts";
import { type Step, wordOptions } from "../lowering-stage.ts";
import { messages } from "../messages.ts";
import { progressText } from "../progress-name.ts";
import { sourceLocations } from "../source-locations.ts";
import { stepName } from "../step-name.ts";
import { checkTransfer, modeOf, ownerOf } from "./transfer-flags.ts";
import { transferSource } from "./transfer-source.ts";

export type TransferInstruction = AddInstruction | CopyInstruction;

/** What COPY or ADD transfers, all words expanded. */
export interface Transfer {
  readonly keyword: "COPY" | "ADD";
  readonly source: State;
  /** Patterns that hide paths of `source`, where it is the main context. */
  readonly ignore: PatternMatcher | undefined;
  readonly sources: readonly string[];
  readonly contents: readonly InlineFile[];
  readonly dest: string;
  readonly chown: string;
  readonly chmod: string;
  readonly link: boolean;
  readonly parents: boolean;
  readonly exclude: readonly string[];
  readonly checksum: string;
  readonly keepGitDir: boolean | undefined;
  readonly unpack: boolean | undefined;
}

/** What every copy action of one instruction has. */
export type SharedCopy = Pick<CopyAction, "kind" | "dest" | "createDestPath"> &
  Partial<Pick<CopyAction, "owner" | "mode" | "excludePatterns">>;

/** The heredocs of the instruction, variables replaced unless the delimiter was quoted. */
export function expandContents(step: Step<TransferInstruction>): InlineFile[] {
  const expand = bodyExpander(step);
  return step.instruction.contents.map((file) => (file.expand ? { ...file, data: expand(file.data) } : file));
}

/** COPY and ADD: one file op, or a merge of a linked layer. @mirrors frontend/dockerfile/dockerfile2llb/convert_copy.go dispatchCopy */
export function lowerTransfer(step: Step<TransferInstruction>, transfer: Transfer): void {
  const { stage, instruction } = step;
  const { os } = stage.platform;
  const dest = destination(stage.state, transfer.dest, os);
  const owner = ownerOf(transfer);
  const mode = modeOf(transfer.chmod);
  checkTransfer(transfer);
  const text = progressText(instruction.code, stage.state.env, wordOptions(stage.context));
  const customName = stepName(step, text, stage.platform);
  const shared: SharedCopy = {
    kind: "copy",
    dest,
    createDestPath: true,
    ...(owner !== undefined && { owner }),
    ...(mode !== undefined && { mode }),
    ...(transfer.exclude.length > 0 && { excludePatterns: transfer.exclude }),
  };
  const carried = { checksum: transfer.checksum, keepGitDir: transfer.keepGitDir };
  const context = { step, transfer, shared, customName, carried };
  const actions = [
    ...transfer.sources.map((path) => transferSource(context, path)),
    ...transfer.contents.map((file) => inlineAction(step, file, shared)),
  ];
  applyActions(step, transfer, actions, { text, customName });
  stage.image.addHistory(historyText(transfer), { layer: true, buildkit: true });
}

/** An absolute path in the stage, a trailing slash or `/.` kept. @mirrors frontend/dockerfile/dockerfile2llb/convert.go pathRelativeToWorkingDir */
function destination(state: State, dest: string, os: string): string {
  const path = pathWithoutDrive(dest, os, true);
  if (isAbsOn(path, os)) return normalizePath("/", path, os, true);
  return normalizePath(state.directory, path === "." || path === "" ? "./" : path, os, true);
}

function pathWithoutDrive(path: string, os: string, keepSlash: boolean): string {
  try {
    return withoutDrive(path, os, keepSlash);
  } catch (error) {
    throw wrapError(error, messages.driveLetter);
  }
}

function inlineAction(
  { stage }: Step<TransferInstruction>,
  { name, data }: InlineFile,
  shared: SharedCopy,
): CopyAction {
  const { os } = stage.platform;
  const path = pathWithoutDrive(name, os, false);
  const source = scratch().file([{ kind: "mkfile", path, mode: 0o644, data: encodeUtf8(data) }], {
    customName: "[internal] preparing inline document",
    platform: stage.platform,
  });
  return { ...shared, source, src: toSlash(path, os) };
}

/** Adds the actions to the stage; with --link as a layer of its own that is merged on top. */
function applyActions(
  step: Step<TransferInstruction>,
  transfer: Transfer,
  actions: readonly CopyAction[],
  { text, customName }: { readonly text: string; readonly customName: string },
): void {
  const { stage, command } = step;
  const { options } = stage.context;
  const constraints: Constraints = {
    customName,
    locations: sourceLocations(stage.context, command.lines),
    ignoreCache: stage.plan.ignoreCache,
  };
  if (!transfer.link || transfer.chmod !== "" || !options.caps.supports(cap.mergeOp)) {
    stage.state = stage.state.file(actions, constraints);
    return;
  }
  const id = options.newId();
  // Three names for one step: all count as the same one.
  stage.counter.index -= 1;
  const name = stepName(step, text, stage.platform);
  const layer = scratch().file(actions, {
    ...constraints,
    platform: stage.platform,
    progressGroup: { id, name, weak: true },
  });
  stage.counter.index -= 1;
  stage.state = stage.state.withOutput(
    merge([stage.state, layer], {
      ...constraints,
      progressGroup: { id, name, weak: false },
      customName: stepName(step, `LINK ${text}`, stage.platform),
    }).output,
  );
}

/** History keeps of the flags only these three. */
function historyText({ keyword, parents, chown, chmod, sources, contents, dest }: Transfer): string {
  return [
    keyword,
    ...(parents ? ["--parents"] : []),
    ...(chown === "" ? [] : [`--chown=${chown}`]),
    ...(chmod === "" ? [] : [`--chmod=${chmod}`]),
    ...sources,
    ...contents.map(({ name }) => `<<${name}`),
    dest,
  ].join(" ");
}
