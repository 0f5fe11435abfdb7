/** One build by our frontend and by the reference's, each with a daemon of its own that says the same. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runFrontend } from "../../src/testing/stdio-gateway.ts";
import { referenceFrontendProgram } from "../buildkit/client-programs.ts";
import { frontendCommand } from "../snapshot/frontend-command.ts";
import { comparableCall } from "./comparable.ts";
import { type DaemonCaps, type DaemonScript, scriptedDaemon } from "./scripted-daemon.ts";

/** A build as its client asks for it, and the daemon that serves it. */
export interface WireBuild {
  readonly name: string;
  readonly opts?: Readonly<Record<string, string>>;
  readonly daemon: DaemonScript;
  /** Asked of daemons without these capabilities, each (or each list) in turn, and of those that say nothing of any. */
  readonly without?: readonly (string | readonly string[])[];
  /** Environment beside opts, in place of that of an able daemon. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What a frontend asked of its daemon: equal texts for calls of equal bytes, in the order of the texts. */
export interface Conversation {
  readonly calls: readonly string[];
  /** Whether the process ended well; of no matter once an error was told by Return. */
  readonly ended: "well" | "badly" | "told";
}

const folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-wire-"));

/** Both frontends as commands; ours is made as the image's is, and goes with `removeFrontends`. */
export const frontends: Readonly<Record<"ours" | "reference", readonly string[]>> = {
  ours: await frontendCommand(folder),
  reference: [referenceFrontendProgram()],
};

const limitMs = 60_000;
const environment = {
  BUILDKIT_SESSION_ID: "session",
  BUILDKIT_EXPORTEDPRODUCT: "buildkit",
  BUILDKIT_WORKERS: '[{"ID":"x","Labels":{},"Platforms":[{"architecture":"amd64","os":"linux"}]}]',
  // The image holds nothing but the frontend.
  PATH: "/nowhere",
};

/** Both sides' conversations about a build, for a daemon of these capabilities. */
export async function converse(
  build: WireBuild,
  caps: DaemonCaps = { without: [] },
): Promise<{ readonly ours: Conversation; readonly theirs: Conversation }> {
  const [theirs, ours] = await Promise.all([
    conversation(frontends.reference, build, caps),
    conversation(frontends.ours, build, caps),
  ]);
  return { ours, theirs };
}

/** Removes what was made of ours. */
export function removeFrontends(): void {
  rmSync(folder, { recursive: true, force: true });
}

/** The environment in which a daemon starts the frontend of a build. */
export function environmentOf({ opts = {}, env }: WireBuild): Readonly<Record<string, string>> {
  const given = Object.entries(opts).map(([key, value], at) => [`BUILDKIT_FRONTEND_OPT_${at}`, `${key}=${value}`]);
  return { ...environment, ...env, ...Object.fromEntries(given) };
}

async function conversation(command: readonly string[], build: WireBuild, caps: DaemonCaps): Promise<Conversation> {
  const env = environmentOf(build);
  const answer = scriptedDaemon(build.daemon, caps);
  const { calls, code } = await runFrontend({ command, env, answer, limitMs }).exit;
  const told = calls.some(({ method }) => method === "Return");
  return { calls: calls.map(comparableCall).sort(), ended: told ? "told" : code === 0 ? "well" : "badly" };
}
