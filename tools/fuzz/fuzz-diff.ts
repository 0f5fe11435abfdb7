/**
 * Mutates Dockerfiles, asks the reference and ours, and prints where they agree:
 * `npm run fuzz:diff [-- --seconds N] [--count N] [--seed S] [--cover]`. Differences are reduced line by line and kept in
 * .cache/fuzz/differences.jsonl. Exit code 1 where there are any.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { answer } from "../../src/testing/conformance/answer.ts";
import type { Request } from "../../src/testing/conformance/request.ts";
import { exitOnFailure, tell } from "../failure.ts";
import { findProgram } from "../find-program.ts";
import { coveredPackages } from "../oracle/oracle-program.ts";
import { cache } from "../places.ts";
import { runStep } from "../run-command.ts";
import { type Reference, startReference } from "./ask-reference.ts";
import { readCorpus } from "./corpus.ts";
import { type Aspect, aspects, compareAnswers } from "./differences.ts";
import { mutantRequest } from "./mutant-request.ts";
import { Random } from "./random.ts";

interface Found {
  readonly request: Request;
  readonly different: readonly Aspect[];
}

const inFlight = 16;
const keptDifferences = 200;

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    count: { type: "string", default: "" },
    seed: { type: "string", default: "1" },
    cover: { type: "boolean", default: false },
  },
});

async function differs(reference: Reference, request: Request): Promise<readonly Aspect[]> {
  const [theirs, ours] = await Promise.all([reference.ask(request), answer(request)]);
  return compareAnswers(theirs, ours as unknown as Record<string, unknown>).different;
}

/** The request with as few lines as still differ. */
async function reduce(reference: Reference, { request, different }: Found): Promise<Found> {
  let best: Found = { request, different };
  if (request.mode === "fn") return best;
  let lines = Buffer.from(request.dockerfileBase64 ?? "", "base64")
    .toString("latin1")
    .split("\n");
  let tries = 0;
  for (let at = 0; at < lines.length && tries < 300; tries += 1) {
    const fewer = lines.filter((_, index) => index !== at);
    const dockerfileBase64 = Buffer.from(fewer.join("\n"), "latin1").toString("base64");
    const smaller = { ...request, id: `${request.id}/${tries}`, dockerfileBase64 };
    const still = await differs(reference, smaller);
    if (still.length === 0) at += 1;
    else {
      lines = fewer;
      best = { request: { ...smaller, id: request.id }, different: still };
    }
  }
  return best;
}

interface Asked {
  files: number;
  converted: number;
  calls: number;
}

function report(
  counts: ReadonlyMap<Aspect, { agreed: number; total: number }>,
  { files, converted, calls }: Asked,
): void {
  const share = ((100 * converted) / Math.max(1, files)).toFixed(1);
  tell(`${files} mutants of Dockerfiles and their options, ${share} % convert without error`);
  tell(`${calls} mutants of calls of single functions`);
  for (const aspect of aspects) {
    const count = counts.get(aspect);
    if (count !== undefined)
      tell(`  ${aspect.padEnd(17)} ${String(count.agreed).padStart(7)} of ${String(count.total).padStart(7)}`);
  }
}

async function coverage(folder: string): Promise<void> {
  const args = ["tool", "covdata", "percent", `-i=${folder}`, `-pkg=${coveredPackages.join(",")}`];
  tell((await runStep(findProgram("go") ?? "go", args, { what: "go tool covdata", timeoutSeconds: 60 })).trimEnd());
}

async function fuzz(): Promise<void> {
  const folder = join(cache, "fuzz");
  const counters = join(folder, "counters");
  rmSync(counters, { recursive: true, force: true });
  mkdirSync(counters, { recursive: true });
  const corpus = readCorpus();
  const reference = await startReference(
    values.cover ? "oracle-cover" : "oracle",
    values.cover ? { GOCOVERDIR: counters } : {},
  );
  const random = new Random(Number(values.seed));
  const most = values.count === "" ? Number.POSITIVE_INFINITY : Number(values.count);
  const end = values.count === "" ? performance.now() + Number(values.seconds) * 1000 : Number.POSITIVE_INFINITY;
  const counts = new Map<Aspect, { agreed: number; total: number }>();
  const found: Found[] = [];
  let asked = 0;
  const kinds: Asked = { files: 0, converted: 0, calls: 0 };
  let told = performance.now();
  const calls = [...corpus.calls.values()].flat().length;
  tell(
    `To mutate: ${corpus.texts.length} files, ${corpus.builds.length} requests, ${calls} calls; seed ${values.seed}`,
  );

  const worker = async (): Promise<void> => {
    while (asked < most && performance.now() < end) {
      const request = mutantRequest(`${values.seed}/${asked}`, corpus, random);
      asked += 1;
      const [theirs, ours] = await Promise.all([reference.ask(request), answer(request)]);
      const { present, different } = compareAnswers(theirs, ours as unknown as Record<string, unknown>);
      if (request.mode === "fn") kinds.calls += 1;
      else {
        kinds.files += 1;
        if (theirs["ok"] === true) kinds.converted += 1;
      }
      for (const aspect of present) {
        const count = counts.get(aspect) ?? { agreed: 0, total: 0 };
        counts.set(aspect, { agreed: count.agreed + (different.includes(aspect) ? 0 : 1), total: count.total + 1 });
      }
      if (different.length > 0 && found.length < keptDifferences) found.push({ request, different });
      if (performance.now() - told > 15_000) {
        told = performance.now();
        tell(`  ... ${asked} mutants, ${found.length} differ`);
      }
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));

  report(counts, kinds);
  const reduced: Found[] = [];
  for (const one of found.slice(0, 40)) reduced.push(await reduce(reference, one));
  await reference.end();
  if (values.cover) await coverage(counters);
  writeFileSync(
    join(folder, "differences.jsonl"),
    [...reduced, ...found.slice(40)].map((one) => `${JSON.stringify(one)}\n`).join(""),
  );
  for (const { request, different } of reduced.slice(0, 10)) {
    const { id, dockerfileBase64 = "", omit: _, ...rest } = request;
    const file = Buffer.from(dockerfileBase64, "base64").toString("utf8");
    tell(`- ${id} differs in ${different.join(", ")}: ${JSON.stringify(rest)}\n${file}`);
  }
  tell(
    found.length === 0 ? "no difference" : `${found.length} differences, kept in ${join(folder, "differences.jsonl")}`,
  );
  if (found.length > 0) process.exitCode = 1;
}

await exitOnFailure(fuzz);
