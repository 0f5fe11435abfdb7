import { type Compilation, compile } from "../compile.ts";
import type { Dockerfile } from "../dockerfile/ast/dockerfile.ts";
import { parseDockerfile } from "../dockerfile/parse/parse-dockerfile.ts";
import type { LintWarning } from "../lint/lint-warning.ts";
import { createLinter } from "../lint/linter.ts";
import type { CompileOptions } from "../lower/compile-options.ts";
import type { Observer } from "../lower/observer.ts";
import type { Platform } from "../oci/platform.ts";
import { sourceText } from "../text/source-text.ts";
import { localIdsOf } from "./build-session.ts";
import type { OpenBuild } from "./open-build.ts";
import { createResolver } from "./resolver.ts";

/** What differs between the compilations of one build. */
export interface CompileRequest {
  /** The platform asked for; absent where the client names none, and for what only looks at the file. */
  readonly platform?: Platform | undefined;
  /** Hears what lint finds; without it nothing is looked for. */
  readonly warn?: ((warning: LintWarning) => void) | undefined;
  /** Makes a further listener of the one that lint listens with. */
  readonly observe?: (lint: Observer) => Observer;
  /** Lowers stages that the target does not need, too. */
  readonly allStages?: boolean;
}

/** The Dockerfile of an open build, parsed as far as its first error: once, however many platforms there are. */
export function parsedDockerfile({ entrypoint }: OpenBuild): Dockerfile {
  const { data, filename } = entrypoint.source;
  const earlier = parsed.get(data);
  if (earlier !== undefined) return earlier;
  const file = parseDockerfile(sourceText(data, filename), { firstErrorOnly: true });
  parsed.set(data, file);
  return file;
}

const parsed = new WeakMap<Uint8Array, Dockerfile>();

/** Compiles the Dockerfile of an open build. Rejects as `compile` does. */
export function compilePlatform(build: OpenBuild, request: CompileRequest): Promise<Compilation> {
  const lint = createLinter(build.session.config.lint, request.warn);
  const options = { ...compileOptions(build), ...requestOptions(request) };
  const observer = request.observe === undefined ? lint : request.observe(lint);
  return compile(parsedDockerfile(build), options, createResolver(build), observer);
}

function requestOptions({ platform, allStages }: CompileRequest): Partial<CompileOptions> {
  return {
    ...(platform === undefined ? {} : { targetPlatform: platform }),
    ...(allStages === undefined ? {} : { allStages }),
  };
}

/** @mirrors frontend/dockerfile/builder/build.go Build */
function compileOptions({ session, entrypoint }: OpenBuild): CompileOptions {
  const { config, gateway, host } = session;
  return {
    caps: gateway.llbCaps,
    defaultPlatform: host.defaultPlatform,
    buildPlatforms: config.buildPlatforms,
    buildArgs: config.buildArgs,
    labels: config.labels,
    noCache: config.noCache,
    imageResolveMode: config.imageResolveMode,
    networkMode: config.networkMode,
    extraHosts: config.extraHosts,
    shmSize: config.shmSize,
    ulimits: config.ulimits,
    devices: host.devices ?? [],
    gitAdvice: config.gitAdvice,
    multiPlatformRequested: config.multiPlatform,
    sourceMap: entrypoint.source,
    newId: host.newIds(),
    newLocalId: localIdsOf(host),
    ...(config.target === "" ? {} : { target: config.target }),
    ...(config.hostname === "" ? {} : { hostname: config.hostname }),
    ...(config.cgroupParent === "" ? {} : { cgroupParent: config.cgroupParent }),
    ...(config.cacheIdNamespace === "" ? {} : { cacheIdNamespace: config.cacheIdNamespace }),
    ...(config.linuxResources === undefined ? {} : { linuxResources: config.linuxResources }),
  };
}
