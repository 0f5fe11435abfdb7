import { sortedStrings } from "../go/code-point-order.ts";
import { join } from "../go/path.ts";
import type { State } from "../llb/state.ts";
import type { PlaceholderVertex } from "../llb/vertex.ts";
import type { PlannedStage } from "./plan/planned-stage.ts";
import type { ResolvedBase } from "./resolve.ts";
import type { Resolver } from "./resolver.ts";

/** What the placeholders of the graph stand for. */
export type Links = ReadonlyMap<PlaceholderVertex, State>;

/** What a source is filtered by: relative paths, sorted; undefined where all of it may be read. */
export function followPaths(paths: ReadonlySet<string>): readonly string[] | undefined {
  if (paths.size === 0 || paths.has("/")) return undefined;
  return sortedStrings(Array.from(paths, (path) => join(".", path)));
}

/**
 * Makes the contexts' sources, now that it is known what stages read of them.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/convert.go finalizeResultImage
 */
export async function linkContexts(
  resolver: Resolver,
  mainContext: { readonly placeholder: PlaceholderVertex; readonly paths: ReadonlySet<string> },
  bases: ReadonlyMap<PlannedStage, ResolvedBase>,
): Promise<Links> {
  const links = new Map<PlaceholderVertex, State>();
  links.set(mainContext.placeholder, await resolver.mainContext(followPaths(mainContext.paths)));
  for (const [stage, { deferred }] of bases) {
    if (deferred !== undefined) links.set(deferred.placeholder, deferred.source(followPaths(stage.usedPaths)));
  }
  return links;
}
