import { existsSync } from "node:fs";
import { join } from "node:path";
import { Failure, tell } from "../tools/failure.ts";
import { repository } from "../tools/places.ts";
import { type Loop, startLoops } from "./loop.ts";
import { messages } from "./messages.ts";
import type { Pass } from "./pass.ts";
import type { Row } from "./row.ts";
import { inTurns, medians, type Sides } from "./side.ts";

const defaultRounds = 5;
const warmUps = 2;

/** The requests that are measured where no file is named. */
export const sharedRequests: string = join(repository, "../shared/conformance/real.requests.jsonl.gz");

/** How many Dockerfiles each side compiles a second, all of them in one process. */
export async function measureFiles(rounds = defaultRounds, file = sharedRequests): Promise<readonly Row[]> {
  if (!existsSync(file)) throw new Failure(messages.noRequests(file));
  const loops = await startLoops(file);
  const passes = { ours: () => loops.ours.pass(), reference: () => loops.reference.pass() };
  try {
    await inTurns(warmUps, passes);
    return rowsOf(await inTurns(rounds, passes));
  } finally {
    endBoth(loops);
  }
}

function endBoth(loops: Sides<Loop>): void {
  loops.ours.end();
  loops.reference.end();
}

function rowsOf(taken: Sides<readonly Pass[]>): readonly Row[] {
  const { files = 0, failed = 0, bytes = 0 } = taken.ours.at(-1) ?? {};
  const { bytes: referenceBytes = 0, failed: referenceFailed = 0 } = taken.reference.at(-1) ?? {};
  tell(
    `${files} files, ${failed} of them with an error (${referenceFailed}); ${bytes} bytes made (${referenceBytes}).`,
  );
  const rate = (seconds: (pass: Pass) => number) => {
    const perSecond = (pass: Pass) => pass.files / seconds(pass);
    return medians({ ours: taken.ours.map(perSecond), reference: taken.reference.map(perSecond) });
  };
  const note = `${taken.ours.length} passes`;
  return [
    { what: "files a second", unit: "/s", values: rate((pass) => pass.seconds), note },
    { what: "files a second of processor time", unit: "/s", values: rate((pass) => pass.cpuSeconds), note },
  ];
}
