import { local } from "../../llb/sources.ts";
import type { State } from "../../llb/state.ts";
import type { BuildSession } from "../build-session.ts";
import { internalName } from "./internal-name.ts";

/** The session a local is read from: its own where the client gave one. */
export function sessionOf({ gateway, config }: BuildSession, localName: string): string {
  return config.contexts.sessions.get(localName) ?? gateway.build.sessionId;
}

/**
 * A local main context. `excludes`: patterns of its ignore file; `followPaths`: what is read of it, undefined for all.
 * @mirrors frontend/dockerui/config.go Client.MainContext
 */
export function localContext(
  session: BuildSession,
  localName: string,
  excludes: readonly string[],
  followPaths: readonly string[] | undefined,
): State {
  return local(localName, {
    sessionId: sessionOf(session, localName),
    excludePatterns: excludes,
    sharedKeyHint: localName,
    customName: internalName("load build context"),
    ...(followPaths === undefined ? {} : { followPaths }),
  });
}
