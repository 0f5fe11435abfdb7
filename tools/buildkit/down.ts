import { exitOnFailure } from "../failure.ts";
import { withLock } from "../lock.ts";
import { endDaemon } from "./daemon.ts";
import { forgetEndpoints } from "./endpoints.ts";
import { endRegistry } from "./registry.ts";

/** Ends the daemon and the registry that `buildkit:up` started; what they store stays for the next time. */
async function down(): Promise<void> {
  forgetEndpoints();
  await endDaemon();
  await endRegistry();
}

await exitOnFailure(() => withLock(down));
