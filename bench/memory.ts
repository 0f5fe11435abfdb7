import { readFileSync } from "node:fs";
import { runFrontend } from "../src/testing/stdio-gateway.ts";
import { Failure } from "../tools/failure.ts";
import { scriptedDaemon } from "../tools/wire/scripted-daemon.ts";
import { buildEnvironment, type Command, withFrontends } from "./commands.ts";
import { messages } from "./messages.ts";
import type { Row } from "./row.ts";
import { inTurns, medians } from "./side.ts";

const defaultRounds = 5;
const limitMs = 60_000;
const kibiInMebi = 1024;

const dockerfiles = [
  { what: "peak memory, 2 lines", dockerfile: "FROM busybox\nCOPY a /\n" },
  {
    what: "peak memory, 2,000 lines",
    dockerfile: `FROM busybox\n${Array.from({ length: 2_000 }, (_, at) => `RUN echo step ${at}\n`).join("")}`,
  },
];

/** The most memory that each frontend's process has had when it returns its result, in MiB. */
export function measureMemory(rounds = defaultRounds): Promise<readonly Row[]> {
  return withFrontends(async ({ ours, reference }) => {
    const rows: Row[] = [];
    for (const { what, dockerfile } of dockerfiles) {
      const taken = await inTurns(rounds, {
        ours: () => peakMebi(ours, dockerfile),
        reference: () => peakMebi(reference, dockerfile),
      });
      rows.push({ what, unit: "MiB", values: medians(taken), note: `${rounds} builds` });
    }
    return rows;
  });
}

/** The kernel's high-water mark of the process, read before Return is answered: after it the process is gone. */
async function peakMebi(command: Command, dockerfile: string): Promise<number> {
  const daemon = scriptedDaemon({ files: { "local://dockerfile/Dockerfile": dockerfile } }, { without: [] });
  let peak: number | undefined;
  const run = runFrontend({
    command,
    env: buildEnvironment,
    answer: (call) => {
      if (call.method === "Return") peak = highWaterMark(run.process.pid);
      return daemon(call);
    },
    limitMs,
  });
  const { code, stderr } = await run.exit;
  if (peak === undefined || code !== 0) throw new Failure(messages.neverReturned(command.join(" "), stderr));
  return peak;
}

/** The most memory that a running process has had, in MiB. */
export function highWaterMark(pid: number | undefined): number | undefined {
  const [, kibi] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return kibi === undefined ? undefined : Number(kibi) / kibiInMebi;
}
