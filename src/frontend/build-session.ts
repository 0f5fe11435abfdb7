import type { Gateway } from "../gateway/gateway.ts";
import type { Device } from "../lower/compile-options.ts";
import type { Platform } from "../oci/platform.ts";
import type { FrontendConfig } from "./options/config.ts";

/** What an edge gives a frontend: all that does not follow from the request. */
export interface Host {
  /** The platform of the machine, used where the daemon names none. */
  readonly defaultPlatform: Platform;
  /** A new source of random ids for progress groups; one for each compilation. */
  readonly newIds: () => () => string;
  /** A new random id for local directories for which no session is named; one of `newIds` where absent. */
  readonly newLocalId?: () => string;
  /** Devices given to every RUN; no frontend opt names them. */
  readonly devices?: readonly Device[];
}

/** What gives a graph the id of its local directories without a session. */
export function localIdsOf({ newIds, newLocalId = newIds() }: Host): () => string {
  return newLocalId;
}

/** One build request under way: the daemon, the opts, the machine. */
export interface BuildSession {
  readonly gateway: Gateway;
  readonly config: FrontendConfig;
  readonly host: Host;
}
