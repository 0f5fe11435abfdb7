import { EnvList } from "../llb/env-list.ts";
import type { Platform } from "../oci/platform.ts";
import { formatPlatform, formatPlatformFully } from "../oci/platform.ts";
import type { CompileOptions } from "./compile-options.ts";

/** The platforms of one compilation. */
export interface PlatformSettings {
  readonly target: Platform;
  /** Those of the build node, preferred first; never empty. */
  readonly build: readonly [Platform, ...Platform[]];
  /** No target was asked for: the base image may change it. */
  readonly implicitTarget: boolean;
  /** The compiling machine's own. */
  readonly host: Platform;
}

/** The platforms that the options name, with defaults. @mirrors frontend/dockerfile/dockerfile2llb/platform.go buildPlatformOpt */
export function platformSettings(options: CompileOptions): PlatformSettings {
  const { targetPlatform, buildPlatforms, defaultPlatform } = options;
  const given = buildPlatforms ?? (targetPlatform === undefined ? [] : [targetPlatform]);
  const [first = defaultPlatform, ...rest] = given;
  return {
    target: targetPlatform ?? first,
    build: [first, ...rest],
    implicitTarget: targetPlatform === undefined,
    host: defaultPlatform,
  };
}

/**
 * The predefined global ARGs, `overrides` taking precedence.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/platform.go defaultArgs
 */
export function predefinedArgs(
  { target, build }: PlatformSettings,
  overrides: ReadonlyMap<string, string>,
  targetStage: string,
): EnvList {
  const [buildPlatform] = build;
  const values: readonly (readonly [string, string])[] = [
    ["BUILDPLATFORM", formatPlatform(buildPlatform)],
    ["BUILDOS", buildPlatform.os],
    ["BUILDOSVERSION", buildPlatform.osVersion],
    ["BUILDARCH", buildPlatform.architecture],
    ["BUILDVARIANT", buildPlatform.variant],
    ["TARGETPLATFORM", formatPlatformFully(target)],
    ["TARGETOS", target.os],
    ["TARGETOSVERSION", target.osVersion],
    ["TARGETARCH", target.architecture],
    ["TARGETVARIANT", target.variant],
    ["TARGETSTAGE", targetStage === "" ? "default" : targetStage],
  ];
  return values.reduce((env, [key, value]) => env.addOrReplace(key, overrides.get(key) ?? value), EnvList.empty);
}
