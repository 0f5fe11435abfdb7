import { local as localSource } from "../../../llb/sources.ts";
import { placeholder } from "../../../llb/state.ts";
import { ignoreFileName, ignorePatterns } from "../ignore-file.ts";
import { sessionOf } from "../local-context.ts";
import { readFileIfAny } from "../read-file.ts";
import { definitionOf, solveDefinition } from "../solve-state.ts";
import { contextName, type NamedLoader, type NamedLoading, type NamedSource } from "./named-source.ts";

/**
 * `local:NAME`, a directory of the client, without what its own ignore file names. Which of its paths are needed is
 * known only after lowering. @mirrors frontend/dockerui/namedcontext.go NamedContext.load, asyncLocalOutput
 */
export const local: NamedLoader = async (source, loading) => {
  const { session } = loading;
  const name = source.rest;
  const excludePatterns = await loadExcludes(source, loading);
  const sharedKey = session.config.contexts.sharedKeys.get(source.key) ?? "";
  const deferred = placeholder(contextName(source, "load from client"));
  return {
    state: deferred.state,
    deferred: {
      placeholder: deferred.vertex,
      source: (followPaths) =>
        localSource(name, {
          customName: contextName(source, "load from client"),
          sessionId: sessionOf(session, name),
          sharedKeyHint: `context:${source.key}-${sharedKey}`,
          excludePatterns,
          ...(followPaths === undefined ? {} : { followPaths }),
        }),
    },
  };
};

async function loadExcludes(source: NamedSource, { session }: NamedLoading): Promise<readonly string[]> {
  const state = localSource(source.rest, {
    sessionId: sessionOf(session, source.rest),
    followPaths: [ignoreFileName],
    sharedKeyHint: `context:${source.key}-${ignoreFileName}`,
    customName: contextName(source, `load ${ignoreFileName}`),
    differ: "none",
  });
  const ref = await solveDefinition(session, definitionOf(session, state), true);
  const bytes = await readFileIfAny(session.gateway, ref, ignoreFileName);
  return bytes === undefined ? [] : ignorePatterns({ path: ignoreFileName, bytes });
}
