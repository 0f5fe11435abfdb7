import { runFrontend } from "../src/testing/stdio-gateway.ts";
import { Failure } from "../tools/failure.ts";
import { buildEnvironment, type Command, withFrontends } from "./commands.ts";
import { messages } from "./messages.ts";
import type { Row } from "./row.ts";
import { inTurns, medians } from "./side.ts";

const defaultRounds = 30;
// An error that no client tries again: the frontend ends by itself.
const unknown = 2;

/** How long each frontend's process takes to its first call, in milliseconds. */
export function measureStart(rounds = defaultRounds): Promise<readonly Row[]> {
  return withFrontends(async ({ ours, reference }) => {
    // The first start of each reads its files from the disk.
    for (const command of [ours, reference]) await millisecondsToFirstCall(command);
    const taken = await inTurns(rounds, {
      ours: () => millisecondsToFirstCall(ours),
      reference: () => millisecondsToFirstCall(reference),
    });
    return [{ what: "process start to first call", unit: "ms", values: medians(taken), note: `${rounds} starts` }];
  });
}

async function millisecondsToFirstCall(command: Command): Promise<number> {
  let first: number | undefined;
  const start = performance.now();
  const { exit } = runFrontend({
    command,
    env: buildEnvironment,
    answer: () => {
      first ??= performance.now();
      return { code: unknown, message: "measured" };
    },
  });
  const { stderr } = await exit;
  if (first === undefined) throw new Failure(messages.neverCalled(command.join(" "), stderr));
  return first - start;
}
