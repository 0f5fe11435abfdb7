import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { bundleSnapshotScript } from "../bundle/bundle-frontend.ts";
import { Failure } from "../failure.ts";
import { messages } from "../messages.ts";
import { repository } from "../places.ts";
import { runStep } from "../run-command.ts";

const nodeInBuild = "/runtime/bin/node";
const node = join(repository, "node_modules/node/bin/node");

/** The image's program and arguments on this machine: the pinned Node, and a snapshot made in a folder as the image's is. */
export async function frontendCommand(folder: string): Promise<readonly string[]> {
  const dockerfile = readFileSync(join(repository, "Dockerfile"), "utf8");
  await bundleSnapshotScript(join(folder, "snapshot.cjs"));
  const steps = commandsOf(dockerfile, "RUN").filter(([program]) => program === nodeInBuild);
  for (const [, ...args] of steps) {
    const local = args.map((arg) => (arg.endsWith(".ts") ? join(import.meta.dirname, arg) : arg));
    // Tests that run side by side make a snapshot each.
    await runStep(node, local, { what: `the snapshot in ${basename(folder)}`, cwd: folder, timeoutSeconds: 60 });
  }
  const [, ...args] = commandsOf(dockerfile, "ENTRYPOINT")[0] ?? [];
  if (steps.length === 0 || args.length === 0) throw new Failure(messages.noSnapshotSteps());
  return [node, ...args.map((arg) => (arg.startsWith("/") ? join(folder, basename(arg)) : arg))];
}

/** The commands of a Dockerfile's instructions of this name that are lists in JSON. */
function commandsOf(dockerfile: string, instruction: string): readonly (readonly string[])[] {
  const lines = dockerfile.matchAll(new RegExp(`^${instruction} (\\[.*\\])$`, "gm"));
  return Array.from(lines, ([, list]) => JSON.parse(list ?? "[]") as readonly string[]);
}
