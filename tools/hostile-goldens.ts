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

/** Makes the goldens of hostile requests anew, prints which changed, and returns how many; `check` writes nothing. */
export async function remakeHostileGoldens(ask: Ask, check: boolean): Promise<number> {
  const before = readHostileGoldens();
  const requests = hostileRequests();
  const answers = await ask(requests);
  const cases = Object.fromEntries(requests.map(({ id }, at) => [id, summaryOf(answers[at] as Response)]));
  const swept: Record<string, string> = {};
  for (const sweep of sweeps()) swept[sweep.name] = await digestsOf(sweep, ask);
  if (!check) writeFileSync(hostileFile, `${JSON.stringify({ cases, sweeps: swept }, null, 1)}\n`);
  return printChanges(before.cases, cases) + printChanges(before.sweeps, swept);
}

async function digestsOf({ request }: Sweep, ask: Ask): Promise<string> {
  const digests: string[] = [];
  for (let from = 0; from < allBytes.length; from += batchSize) {
    const answers = await ask(allBytes.slice(from, from + batchSize).map(request));
    digests.push(...answers.map(digestOf));
  }
  return digests.join(" ");
}

function printChanges(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): number {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => before[name] !== after[name]);
  for (const name of changed.slice(0, mostShown)) process.stdout.write(`~ hostile: ${JSON.stringify(name)}\n`);
  if (changed.length > mostShown) process.stdout.write(`~ hostile: ${changed.length - mostShown} more\n`);
  return changed.length;
}
