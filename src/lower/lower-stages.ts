import { NumberError } from "../go/go-error.ts";
import { parseBool } from "../go/parse-number.ts";
import { defaultPathEnv } from "../go/system-path.ts";
import { EnvList } from "../llb/env-list.ts";
import type { State } from "../llb/state.ts";
import type { Image } from "../oci/image-config.ts";
import type { Platform } from "../oci/platform.ts";
import { InternalFault } from "../text/internal-fault.ts";
import { withLocation } from "../text/located-error.ts";
import type { Epoch } from "./compile-options.ts";
import { ImageDraft } from "./image/image-draft.ts";
import { lowerInstruction } from "./instructions/index.ts";
import { enterDirectory } from "./instructions/workdir.ts";
import type { LoweringContext, LoweringStage } from "./lowering-stage.ts";
import { messages } from "./messages.ts";
import type { PlannedStage } from "./plan/planned-stage.ts";
import type { ResolvedBase, ResolvedPlan } from "./resolve.ts";

/** A stage after its last instruction. */
export interface LoweredStage {
  readonly state: State;
  readonly image: ImageDraft;
  readonly baseImage: Image | undefined;
  readonly platform: Platform | undefined;
  readonly args: EnvList;
  readonly settings: EnvList;
  readonly workdirSet: boolean;
  /** Whether SBOM scanning covers this stage, and the main context. */
  readonly scanStage: boolean;
  readonly scanContext: boolean;
}

/** All stages that were lowered, and what they read of the main context. */
export interface LoweredStages {
  readonly stages: ReadonlyMap<PlannedStage, LoweredStage>;
  readonly contextPaths: ReadonlySet<string>;
}

/** What the stages share, but for what only this pass knows. */
export type StagesContext = Omit<LoweringContext, "lowered">;

const noPlatform: Platform = { os: "", architecture: "", variant: "", osVersion: "", osFeatures: [] };

/**
 * Lowers all stages that are needed, in order. Throws the first instruction's error with its place.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/convert.go dispatchStages
 */
export function lowerStages(plan: ResolvedPlan, shared: StagesContext): LoweredStages {
  const stages = new Map<PlannedStage, LoweredStage>();
  const contextPaths = new Set<string>();
  const context: LoweringContext = { ...shared, lowered: (stage) => stages.get(stage)?.state };
  addFinishedStages(stages, plan, shared.epoch);
  for (const planned of plan.table.stages) {
    const all = shared.options.allStages === true;
    if (!all && (!plan.reachable.has(planned) || stages.has(planned))) continue;
    const stage = beginStage(planned, plan, stages, context);
    lowerCommands(stage);
    for (const path of stage.contextPaths) contextPaths.add(path);
    stages.set(planned, endStage(stage, stages.get(planned.base ?? planned), plan.bases.get(planned)));
  }
  plan.target.usedPaths.add("/");
  return { stages, contextPaths };
}

/** Finished ones can be copied from by whoever stands before them in the table. Many may have the same base. */
function addFinishedStages(
  stages: Map<PlannedStage, LoweredStage>,
  { bases }: ResolvedPlan,
  epoch: Epoch | undefined,
): void {
  const byBase = new Map<ResolvedBase, LoweredStage>();
  for (const [stage, base] of bases) {
    if (!base.finished) continue;
    const finished = byBase.get(base) ?? finishedStage(base, epoch);
    byBase.set(base, finished);
    stages.set(stage, finished);
  }
}

function finishedStage(base: ResolvedBase, epoch: Epoch | undefined): LoweredStage {
  return {
    state: base.state,
    image: ImageDraft.of(base.image, epoch),
    baseImage: base.baseImage,
    platform: base.platform,
    args: EnvList.empty,
    settings: EnvList.empty,
    workdirSet: false,
    scanStage: false,
    scanContext: false,
  };
}

/** The stage before its first instruction: as its base stage was left, or as its base image is. */
function beginStage(
  planned: PlannedStage,
  plan: ResolvedPlan,
  stages: ReadonlyMap<PlannedStage, LoweredStage>,
  context: LoweringContext,
): LoweringStage {
  const before = planned.base === undefined ? undefined : stages.get(planned.base);
  const base = plan.bases.get(planned);
  // A stage that a context without platform replaced hands none on: the reference goes on with an empty one.
  const platform = (before === undefined ? base?.platform : before.platform) ?? noPlatform;
  const state = before?.state ?? base?.state;
  const image = before?.image.inherited() ?? (base && ImageDraft.of(base.image, context.epoch));
  if (state === undefined || image === undefined)
    throw new InternalFault(messages.unresolvedStage(planned.displayName));
  const stage: LoweringStage = {
    plan: planned,
    context,
    platform,
    image,
    counter: {
      stageName: planned.displayName,
      total: planned.stepTotal,
      index: base?.look.stepsNamed ?? 0,
      host: context.options.defaultPlatform,
    },
    contextPaths: new Set(),
    args: before?.args ?? EnvList.empty,
    settings: before?.settings ?? EnvList.empty,
    state,
    workdirSet: before?.workdirSet ?? false,
    commandSet: false,
  };
  applyImageConfig(stage);
  return stage;
}

/** Variables, directory and user as the image has them, and what the client sets for all stages. */
function applyImageConfig(stage: LoweringStage): void {
  const { image, platform, context } = stage;
  if (!image.variables.has("PATH") && platform.os !== "windows") image.setEnv("PATH", defaultPathEnv(platform.os));
  stage.state = stage.state.withEnv(stage.state.env.withTop(image.variables));
  const { hostname, networkMode } = context.options;
  if (hostname !== undefined && hostname !== "") stage.state = stage.state.hostname(hostname);
  if (image.workingDir !== "") locate(stage, () => enterDirectory(stage, image.workingDir));
  if (image.user !== "") stage.state = stage.state.user(image.user);
  stage.state = stage.state.network(networkMode ?? "sandbox");
}

function locate(stage: LoweringStage, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw withLocation(error, stage.plan.lines ?? []);
  }
}

function lowerCommands(stage: LoweringStage): void {
  for (const command of stage.plan.commands) {
    try {
      lowerInstruction(stage, command);
    } catch (error) {
      throw withLocation(error, command.lines);
    }
  }
}

function endStage(
  stage: LoweringStage,
  before: LoweredStage | undefined,
  base: ResolvedBase | undefined,
): LoweredStage {
  const { state, image, args, settings, workdirSet, context } = stage;
  return {
    state,
    image,
    baseImage: stage.plan.base === undefined ? base?.baseImage : before?.baseImage,
    platform: stage.platform === noPlatform ? context.platforms.target : stage.platform,
    args,
    settings,
    workdirSet,
    scanStage: isScanned(stage, "BUILDKIT_SBOM_SCAN_STAGE"),
    scanContext: isScanned(stage, "BUILDKIT_SBOM_SCAN_CONTEXT"),
  };
}

/** Whether a setting's global ARG, or the last ARG of the stage with a value, names the stage or is true. */
function isScanned({ context, settings, plan }: LoweringStage, setting: string): boolean {
  const value = settings.get(setting) ?? context.globals.get(setting);
  return value !== undefined && isEnabledFor(plan.displayName, value);
}

/** @mirrors frontend/dockerfile/dockerfile2llb/convert.go isEnabledForStage */
function isEnabledFor(stageName: string, value: string): boolean {
  try {
    return parseBool(value);
  } catch (error) {
    if (error instanceof NumberError) return value.split(",").includes(stageName);
    throw error;
  }
}
