import type { Resolver } from "../lower/resolver.ts";
import { ignorePatterns } from "./context/ignore-file.ts";
import { localContext } from "./context/local-context.ts";
import { contextLocal } from "./context/main-context.ts";
import { sourceEpoch } from "./context/source-epoch.ts";
import { wrappingLater } from "./error-message.ts";
import { messages } from "./messages.ts";
import type { OpenBuild } from "./open-build.ts";

/** What a compilation asks the world, answered by the build's daemon. */
export function createResolver(build: OpenBuild): Resolver {
  const { session, main, images, named } = build;
  const patterns = async () => ignorePatterns(await build.ignoreFile());
  return {
    resolveImage: (ref, { logName, platform, resolveMode }) =>
      images(ref, { logName, image: { ...(platform === undefined ? {} : { platform }), resolveMode } }),
    namedContext: named,
    ignorePatterns: async () => (main.state === undefined ? await patterns() : []),
    mainContext: async (followPaths) =>
      main.state ??
      localContext(session, contextLocal, await wrappingLater(messages.readIgnoreFile, patterns), followPaths),
    sourceEpoch: (state, logName) => sourceEpoch(session, state, logName),
  };
}
