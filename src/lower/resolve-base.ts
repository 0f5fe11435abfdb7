import { EnvList } from "../llb/env-list.ts";
import { image, scratch } from "../llb/sources.ts";
import { decodeImageConfig, emptyImage, type Image } from "../oci/image-config.ts";
import { formatPlatformFully, normalizePlatform, type Platform } from "../oci/platform.ts";
import { formatReference, type ImageReference, parseReference, tagNameOnly, withDigest } from "../oci/reference.ts";
import { withLocation } from "../text/located-error.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import { wrapError } from "../text/wrap-error.ts";
import { commandDescription } from "./command-description.ts";
import { commonImageNames } from "./common-image-names.ts";
import { scratchImage } from "./image/scratch-image.ts";
import { messages } from "./messages.ts";
import { findNamedContext } from "./plan/plan-stages.ts";
import type { PlannedStage } from "./plan/planned-stage.ts";
import { nextProgressName } from "./progress-name.ts";
import type { BaseLook, ResolveContext, ResolvedBase } from "./resolve.ts";
import type { LoadedContext, NamedContext, ResolvedImage } from "./resolver.ts";
import { sourceLocations } from "./source-locations.ts";
import { suggestName } from "./suggest-name.ts";

/** What `FROM scratch` starts from: no files, and the target's platform whatever FROM says. */
export function scratchBase(target: Platform, implicit: boolean): ResolvedBase {
  return {
    state: scratch(),
    image: scratchImage(target),
    platform: target,
    finished: implicit,
    look: { name: "scratch", stepsNamed: 0 },
  };
}

/** A stage whose base is looked at. */
export interface BaseRequest {
  readonly stage: PlannedStage;
  readonly needed: boolean;
  /** What earlier rounds left. */
  readonly look: BaseLook;
}

/**
 * What a stage on an image starts from. A stage that nothing needs has its name checked only. Rejects with the place
 * of FROM.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/convert.go resolveBaseImage
 */
export async function resolveBase(context: ResolveContext, request: BaseRequest): Promise<ResolvedBase> {
  try {
    return await baseOf(context, request);
  } catch (error) {
    throw withLocation(error, request.stage.lines ?? []);
  }
}

async function baseOf(context: ResolveContext, request: BaseRequest): Promise<ResolvedBase> {
  const { stage } = request;
  const ref = tagNameOnly(referenceOf(request.look.name));
  const platform = stage.platform ?? context.platforms.target;
  if (!request.needed) return imageBase(context, request, { ref, platform, image: scratchImage(platform) });
  const look = { ...request.look, name: formatReference(ref) };
  if (stage.namedContext !== undefined) return replacedBase(stage.namedContext, { ...request, look });
  const named = findNamedContext(context.resolver, context.options, look.name, platform);
  if (named !== undefined) return contextBase(context, named, { ...request, look }, platform);
  return registryBase(context, request, ref, platform);
}

function referenceOf(name: string): ImageReference {
  try {
    return parseReference(name);
  } catch (error) {
    throw wrapError(error, messages.stageReference(name));
  }
}

/** A context in place of the whole stage: its instructions are not run. */
async function replacedBase(named: NamedContext, { stage, look }: BaseRequest): Promise<ResolvedBase> {
  const { state, image: config, deferred } = await named.load();
  const platform = config === undefined ? stage.platform : platformOf(config, stage);
  return {
    state,
    image: config === undefined ? emptyImage : withoutCreated(config),
    finished: true,
    look,
    ...(platform !== undefined && { platform }),
    ...(deferred !== undefined && { deferred }),
  };
}

/** The image's platform where it says one, else the one FROM asks for. */
function platformOf(
  { os, architecture, variant, osVersion, osFeatures }: Image,
  stage: PlannedStage,
): Platform | undefined {
  if (os === "" || architecture === "") return stage.platform;
  return { os, architecture, variant, osVersion, osFeatures };
}

/** A context in place of the base image. */
async function contextBase(
  { options }: ResolveContext,
  named: NamedContext,
  { stage, look }: BaseRequest,
  platform: Platform,
): Promise<ResolvedBase> {
  const { state, image: config = scratchImage(platform), deferred }: LoadedContext = await named.load();
  return {
    state: state.withPlatform(normalizePlatform(platform, options.defaultPlatform)),
    image: withoutCreated(config),
    baseImage: config,
    platform,
    finished: stage.source === undefined,
    look,
    ...(deferred !== undefined && { deferred }),
  };
}

async function registryBase(
  context: ResolveContext,
  request: BaseRequest,
  ref: ImageReference,
  platform: Platform,
): Promise<ResolvedBase> {
  const found = await lookUp(context, request.look.name, ref, platform);
  const named = found.ref === formatReference(ref) ? ref : mutatedReference(found.ref);
  const config = configOf(context, found.config);
  const { build, implicitTarget } = context.platforms;
  const chosen =
    request.stage.platform === undefined && implicitTarget ? detectPlatform(config, platform, build) : platform;
  const pinned = found.digest === "" ? named : withDigest(named, found.digest);
  const base = imageBase(context, request, { ref: pinned, platform: chosen, image: withoutCreated(config) });
  if (isScratch(config)) return { ...base, state: scratch(), look: request.look, baseImage: config };
  const { defaultPlatform: host } = context.options;
  return { ...base, baseImage: config, resolved: { name: request.look.name, expected: chosen, actual: config, host } };
}

async function lookUp(
  { options, plan, resolver }: ResolveContext,
  written: string,
  ref: ImageReference,
  platform: Platform,
): Promise<ResolvedImage> {
  const prefix = options.multiPlatformRequested === true ? `[${formatPlatformFully(platform)} internal]` : "[internal]";
  const name = formatReference(ref);
  try {
    return await resolver.resolveImage(name, {
      platform,
      resolveMode: options.imageResolveMode ?? "default",
      logName: `${prefix} load metadata for ${name}`,
    });
  } catch (error) {
    throw suggestName(wrapError(error, written), written, [...plan.table.displayNames(), ...commonImageNames]);
  }
}

function mutatedReference(ref: string): ImageReference {
  try {
    return parseReference(ref);
  } catch (error) {
    throw wrapError(error, messages.reference(ref));
  }
}

function configOf({ configs }: ResolveContext, bytes: Uint8Array): Image {
  const known = configs.get(bytes);
  if (known !== undefined) return known;
  try {
    const config = decodeImageConfig(decodeUtf8(bytes));
    configs.set(bytes, config);
    return config;
  } catch (error) {
    throw wrapError(error, messages.imageConfig);
  }
}

/** The platform of the image where it differs from the one asked for and the build node supports it. */
function detectPlatform(config: Image, asked: Platform, supported: readonly Platform[]): Platform {
  const fits = ({ os, architecture }: Platform): boolean => os === config.os && architecture === config.architecture;
  return fits(asked) ? asked : (supported.find(fits) ?? asked);
}

/** An image without layers; history counts too, since images of schema 1 do not list their layers. */
function isScratch({ rootfs, history }: Image): boolean {
  return (rootfs.diffIds ?? []).length === 0 && history.every(({ emptyLayer }) => emptyLayer);
}

function withoutCreated(config: Image): Image {
  return { ...config, created: undefined };
}

interface ImageSource {
  readonly ref: ImageReference;
  readonly platform: Platform;
  readonly image: Image;
}

function imageBase(
  { options }: ResolveContext,
  { stage, look }: BaseRequest,
  { ref, platform, image: config }: ImageSource,
): ResolvedBase {
  const name = formatReference(ref);
  const counter = {
    stageName: stage.displayName,
    total: stage.stepTotal,
    index: look.stepsNamed,
    host: options.defaultPlatform,
  };
  const customName = nextProgressName(counter, {
    text: `FROM ${name}`,
    env: EnvList.empty,
    triggered: false,
    ...(options.multiPlatformRequested === true && { platform }),
  });
  return {
    state: image(name, {
      platform,
      resolveMode: options.imageResolveMode ?? "default",
      customName,
      locations: sourceLocations({ options }, stage.lines),
      ...commandDescription(stage.source?.from.code ?? ""),
    }),
    image: config,
    platform,
    finished: stage.source === undefined,
    look: { name, stepsNamed: counter.index },
  };
}
