import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runFrontend } from "../src/testing/stdio-gateway.ts";
import { referenceFrontendProgram } from "../tools/buildkit/client-programs.ts";
import { Failure } from "../tools/failure.ts";
import { repository } from "../tools/places.ts";
import { runStep } from "../tools/run-command.ts";
import { messages } from "./messages.ts";
import type { Row } from "./row.ts";
import { inTurns, medians } from "./side.ts";

const defaultRounds = 30;
// An error that no client tries again: the frontend ends by itself.
const unknown = 2;

/** How long each frontend's process takes to its first call, in milliseconds. */
export async function measureStart(rounds = defaultRounds): Promise<readonly Row[]> {
  const bundle = join(repository, "dist/frontend/frontend.mjs");
  await runStep(process.execPath, [join(repository, "tools/bundle.ts")], { what: "the bundle", timeoutSeconds: 120 });
  const ours = ourCommand(bundle);
  const reference = [referenceFrontendProgram()];
  // The first start of each reads its files from the disk.
  for (const command of [ours, reference]) await millisecondsToFirstCall(command);
  const taken = await inTurns(rounds, {
    ours: () => millisecondsToFirstCall(ours),
    reference: () => millisecondsToFirstCall(reference),
  });
  return [{ what: "process start to first call", unit: "ms", values: medians(taken), note: `${rounds} starts` }];
}

/** The image's entrypoint on this machine: the pinned Node, the entrypoint's own flags, the bundle. */
function ourCommand(bundle: string): readonly string[] {
  const [, list] = /^ENTRYPOINT (\[.*\])$/m.exec(readFileSync(join(repository, "Dockerfile"), "utf8")) ?? [];
  if (list === undefined) throw new Failure(messages.noEntrypoint());
  const [, ...args] = JSON.parse(list) as string[];
  const node = join(repository, "node_modules/node/bin/node");
  return [node, ...args.map((arg) => (arg === "/frontend.mjs" ? bundle : arg))];
}

async function millisecondsToFirstCall(command: readonly string[]): Promise<number> {
  let first: number | undefined;
  const start = performance.now();
  const { exit } = runFrontend({
    command,
    env: {
      BUILDKIT_SESSION_ID: "bench",
      BUILDKIT_WORKERS: '[{"ID":"bench","Platforms":[{"architecture":"amd64","os":"linux"}]}]',
      BUILDKIT_EXPORTEDPRODUCT: "buildkit",
    },
    answer: () => {
      first ??= performance.now();
      return { code: unknown, message: "measured" };
    },
  });
  const { stderr } = await exit;
  if (first === undefined) throw new Failure(messages.neverCalled(command.join(" "), stderr));
  return first - start;
}
