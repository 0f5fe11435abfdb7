import type { Dockerfile } from "./dockerfile/ast/dockerfile.ts";
import { createPatternMatcher } from "./dockerfile/ignore/pattern-matcher.ts";
import { GoError } from "./go/go-error.ts";
import type { Definition } from "./llb/definition.ts";
import { marshal, type VertexNeeds } from "./llb/marshal.ts";
import { placeholder, type State } from "./llb/state.ts";
import type { CompileOptions, Epoch } from "./lower/compile-options.ts";
import { resolveEpoch } from "./lower/epoch.ts";
import { evaluateGlobals } from "./lower/evaluate-globals.ts";
import { finalImage } from "./lower/image/final-image.ts";
import { type Links, linkContexts } from "./lower/link.ts";
import { lowerStages } from "./lower/lower-stages.ts";
import { messages } from "./lower/messages.ts";
import { type Observer, silentObserver } from "./lower/observer.ts";
import { planStages } from "./lower/plan/plan-stages.ts";
import { platformSettings } from "./lower/platform-settings.ts";
import { proxyEnvOf } from "./lower/proxy-env.ts";
import { resolvePlan } from "./lower/resolve.ts";
import type { Resolver } from "./lower/resolver.ts";
import { type ScanTargets, scanTargets } from "./lower/scan-targets.ts";
import { TextBudget } from "./lower/text-budget.ts";
import type { Image } from "./oci/image-config.ts";
import { InternalFault } from "./text/internal-fault.ts";
import { LocatedError } from "./text/located-error.ts";

/** What became of a Dockerfile. */
export interface Compilation {
  /** The files of the target stage; marshal it with `links`. */
  readonly state: State;
  readonly image: Image;
  /** The config of the target's base image, as it was resolved; absent for an image from scratch. */
  readonly baseImage: Image | undefined;
  readonly epoch: Epoch | undefined;
  readonly scan: ScanTargets;
  readonly links: Links;
  /** The graph as bytes; `needs` takes what its vertices need. Throws for a text that is not UTF-8. */
  definition(needs?: VertexNeeds): Definition;
}

/**
 * Compiles a parsed Dockerfile. Rejects with the first error in the reference's order of effects, as a LocatedError
 * where it has a place in the file.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/convert.go Dockerfile2LLB
 */
export async function compile(
  file: Dockerfile,
  options: CompileOptions,
  resolver: Resolver,
  observer: Observer = silentObserver,
): Promise<Compilation> {
  refuseInvalid(file, observer);
  const platforms = platformSettings(options);
  const evaluated = evaluateGlobals(file, options, platforms, observer);
  const { epoch, buildArgs, globals } = await resolveEpoch({ file, options, globals: evaluated, resolver });
  const budget = new TextBudget();
  const plan = planStages({ file, options, globals, budget, resolver, observer });
  const resolved = await resolvePlan({ plan, escape: file.escape, options, platforms, resolver, observer });
  const patterns = await resolver.ignorePatterns();
  const mainContext = placeholder("context");
  const lowered = lowerStages(resolved, {
    options,
    platforms,
    globals,
    buildArgs,
    escape: file.escape,
    epoch,
    mainContext: mainContext.state,
    ignore: patterns.length === 0 ? undefined : createPatternMatcher(patterns),
    proxyEnv: proxyEnvOf(buildArgs),
    observer,
    budget,
  });
  const target = lowered.stages.get(plan.target);
  if (target === undefined) throw new InternalFault(messages.unresolvedStage(plan.target.displayName));
  const image = finalImage(target.image, options.labels ?? new Map(), platforms);
  observer.beforeLink();
  const links = await linkContexts(
    resolver,
    { placeholder: mainContext.vertex, paths: lowered.contextPaths },
    resolved.bases,
  );
  const { state, baseImage } = target;
  return {
    state,
    image,
    baseImage,
    epoch,
    scan: scanTargets(plan.target, lowered.stages, mainContext.state),
    links,
    definition: (needs) =>
      marshal(state, {
        caps: options.caps,
        platform: platforms.target,
        link: links,
        newLocalId: options.newLocalId ?? options.newId,
        needs,
      }),
  };
}

/** Throws the file's first error, if any. */
function refuseInvalid(file: Dockerfile, observer: Observer): void {
  if (file.source.bytes.length === 0) throw new GoError(messages.emptyDockerfile);
  observer.parsed(file);
  if (file.error !== undefined) throw new LocatedError(file.error.message, file.error.locations);
  if (file.stages.length === 0) throw new GoError(messages.noStages);
}
