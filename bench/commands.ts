import { readFileSync } from "node:fs";
import { join } from "node:path";
import { referenceFrontendProgram } from "../tools/buildkit/client-programs.ts";
import { Failure } from "../tools/failure.ts";
import { repository } from "../tools/places.ts";
import { runStep } from "../tools/run-command.ts";
import { messages } from "./messages.ts";
import type { Sides } from "./side.ts";

/** Program and arguments of a frontend. */
export type Command = readonly string[];

/** What an able daemon tells a frontend of itself by the environment. */
export const buildEnvironment: Readonly<Record<string, string>> = {
  BUILDKIT_SESSION_ID: "bench",
  BUILDKIT_WORKERS: '[{"ID":"bench","Platforms":[{"architecture":"amd64","os":"linux"}]}]',
  BUILDKIT_EXPORTEDPRODUCT: "buildkit",
};

/** Both frontends as programs of this machine; ours is bundled anew. */
export async function frontendCommands(): Promise<Sides<Command>> {
  const bundle = join(repository, "dist/frontend/frontend.mjs");
  await runStep(process.execPath, [join(repository, "tools/bundle.ts")], { what: "the bundle", timeoutSeconds: 120 });
  return { ours: ourCommand(bundle), reference: [referenceFrontendProgram()] };
}

/** The image's entrypoint on this machine: the pinned Node, the entrypoint's own flags, the bundle. */
function ourCommand(bundle: string): Command {
  const [, list] = /^ENTRYPOINT (\[.*\])$/m.exec(readFileSync(join(repository, "Dockerfile"), "utf8")) ?? [];
  if (list === undefined) throw new Failure(messages.noEntrypoint());
  const [, ...args] = JSON.parse(list) as string[];
  const node = join(repository, "node_modules/node/bin/node");
  return [node, ...args.map((arg) => (arg === "/frontend.mjs" ? bundle : arg))];
}
