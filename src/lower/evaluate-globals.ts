import type { Dockerfile } from "../dockerfile/ast/dockerfile.ts";
import type { EnvList } from "../llb/env-list.ts";
import type { CompileOptions } from "./compile-options.ts";
import { evaluateGlobalArgs } from "./global-args.ts";
import type { Observer } from "./observer.ts";
import { type PlatformSettings, predefinedArgs } from "./platform-settings.ts";

const noBuildArgs: ReadonlyMap<string, string> = new Map();

/** The predefined and global ARGs with their values. Throws a LocatedError. */
export function evaluateGlobals(
  file: Dockerfile,
  options: CompileOptions,
  platforms: PlatformSettings,
  observer: Observer,
): EnvList {
  const { globalArgs, escape, stages } = file;
  const buildArgs = options.buildArgs ?? noBuildArgs;
  const targetStage = options.target || (stages.at(-1)?.from.name ?? "");
  const predefined = predefinedArgs(platforms, buildArgs, targetStage);
  const defaults = withoutError(() => evaluateGlobalArgs(globalArgs, predefined, noBuildArgs, escape).env);
  if (defaults !== undefined) observer.defaultsEvaluated(file, defaults);
  const { env, declared } = evaluateGlobalArgs(globalArgs, predefined, buildArgs, escape);
  observer.globalsEvaluated(declared);
  return env;
}

/** Undefined where the defaults alone fail: the build most likely fails with the same error right after. */
function withoutError<T>(evaluate: () => T): T | undefined {
  try {
    return evaluate();
  } catch {
    return undefined;
  }
}
