import { writeFileSync } from "node:fs";
import type { Request } from "../src/testing/conformance/request.ts";
import type { Response } from "../src/testing/conformance/response.ts";
import { hostileRequests } from "../src/testing/hostile/cases.ts";
import { digestOf, hostileFile, readHostileGoldens, summaryOf } from "../src/testing/hostile/summary.ts";
import { allBytes, type Sweep, sweeps } from "../src/testing/hostile/sweeps.ts";

/** The reference's answers, in the order of the requests. */
type Ask = (requests: readonly Request[]) => Promise<readonly Response[]>;

// Requests of a mebibyte: more at once would be longer than a string can be.
const batchSize = 64;
const mostShown = 40;

interface Choice {
  /** Writes nothing. */
  readonly check: boolean;
  /** Asks every byte of every sweep, which takes minutes; otherwise only where a notable one has another answer now. */
  readonly all: boolean;
}

/** Makes the goldens of hostile requests anew, prints which changed, and returns how many. */
export async function remakeHostileGoldens(ask: Ask, { check, all }: Choice): Promise<number> {
  const before = readHostileGoldens();
  const requests = hostileRequests();
  const answers = await ask(requests);
  const cases = Object.fromEntries(requests.map(({ id }, at) => [id, summaryOf(answers[at] as Response)]));
  const swept: Record<string, string> = {};
  for (const sweep of sweeps()) {
    const known = before.sweeps[sweep.name];
    const isKept = !all && known !== undefined && (await hasAnswers(sweep, known.split(" "), ask));
    swept[sweep.name] = isKept ? known : (await digestsOf(sweep, allBytes, ask)).join(" ");
  }
  if (!check) writeFileSync(hostileFile, `${JSON.stringify({ cases, sweeps: swept }, null, 1)}\n`);
  return printChanges(before.cases, cases) + printChanges(before.sweeps, swept);
}

async function hasAnswers(sweep: Sweep, known: readonly string[], ask: Ask): Promise<boolean> {
  const digests = await digestsOf(sweep, sweep.notable, ask);
  return sweep.notable.every((byte, at) => digests[at] === known[byte]);
}

async function digestsOf({ request }: Sweep, bytes: readonly number[], ask: Ask): Promise<readonly string[]> {
  const digests: string[] = [];
  for (let from = 0; from < bytes.length; from += batchSize) {
    const answers = await ask(bytes.slice(from, from + batchSize).map(request));
    digests.push(...answers.map(digestOf));
  }
  return digests;
}

function printChanges(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): number {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => before[name] !== after[name]);
  for (const name of changed.slice(0, mostShown)) process.stdout.write(`~ hostile: ${JSON.stringify(name)}\n`);
  if (changed.length > mostShown) process.stdout.write(`~ hostile: ${changed.length - mostShown} more\n`);
  return changed.length;
}
