/** The builds over which both sides' requests are compared: together they use every frontend opt. */
import { deadMethods, failures, forwarding, scans, subrequests } from "./answer-builds.ts";
import { archives, contexts } from "./context-builds.ts";
import type { WireBuild } from "./conversations.ts";
import { bad, local, odd } from "./local-builds.ts";
import { imageConfigs, named, policies } from "./named-builds.ts";

/** All builds. */
export const builds: readonly WireBuild[] = [
  ...local,
  ...bad,
  ...odd,
  ...named,
  ...imageConfigs,
  ...policies,
  ...contexts,
  ...archives,
  ...forwarding,
  ...scans,
  ...subrequests,
  ...failures,
  ...deadMethods,
];
