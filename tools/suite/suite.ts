import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readEndpoints } from "../buildkit/endpoints.ts";
import { exitOnFailure, Failure } from "../failure.ts";
import { messages as toolMessages } from "../messages.ts";
import { writeReferenceArchive } from "../oracle/reference-image.ts";
import { repository } from "../places.ts";
import { runStep } from "../run-command.ts";
import { messages } from "./messages.ts";
import { seedMirror } from "./mirror.ts";
import { type CaseResult, runSuite } from "./run-suite.ts";
import { buildSuite, suiteFolder } from "./suite-program.ts";

const usage = "npm run test:suite -- [--only REGEX] [--image ours|reference|both] [--minutes N]";

type Results = ReadonlyMap<string, CaseResult>;

/**
 * Judges our image by the reference's own integration suite, the reference's image first; exits with 1 where a case
 * passes with the reference's image and not with ours.
 */
async function suite(): Promise<void> {
  const { only, image, minutes } = readArguments();
  const endpoints = readEndpoints();
  if (endpoints === undefined) throw new Failure(toolMessages.notUp());
  const program = await buildSuite();
  const common = {
    suite: program,
    mirror: await seedMirror(endpoints.buildkitHost),
    only,
    timeoutSeconds: minutes * 60,
  };
  if (image !== "ours") {
    const archive = join(suiteFolder, "reference.tar");
    await writeReferenceArchive(endpoints.buildkitHost, archive);
    keepReference(await runSuite({ ...common, image: "reference", archive }), only === undefined);
  }
  const reference = readReference(only === undefined || image === "ours");
  print(messages.counts("reference", countOutcomes(reference)));
  if (image === "reference") return printCases(messages.failing(), reference, notPassing(reference));
  const archive = join(suiteFolder, "ours.tar");
  await runStep(process.execPath, [join(repository, "tools/image.ts"), "--tar", archive], {
    what: "our image as an archive",
    timeoutSeconds: 12 * 60,
  });
  report(reference, await runSuite({ ...common, image: "ours", archive }), only !== undefined && image === "ours");
}

function report(reference: Results, ours: Results, isPart: boolean): void {
  const judged = isPart ? new Map([...reference].filter(([name]) => ours.has(name))) : reference;
  print(messages.counts("ours", countOutcomes(ours)));
  const passes = (results: Results, name: string) => results.get(name)?.outcome === "pass";
  const lost = [...judged.keys()].filter((name) => passes(judged, name) && !passes(ours, name));
  const won = [...ours.keys()].filter((name) => passes(ours, name) && !passes(reference, name));
  const neither = notPassing(ours).filter((name) => !passes(reference, name));
  printCases(messages.neither(), ours, neither);
  printCases(messages.onlyOurs(), reference, won);
  printCases(messages.onlyReference(), ours, lost);
  if (lost.length > 0) process.exitCode = 1;
}

// A run of a part is kept apart: the whole one is what `--image ours` compares with.
const wholeFile = join(suiteFolder, "reference.json");
const partFile = join(suiteFolder, "reference-part.json");

function keepReference(results: Results, isWhole: boolean): void {
  writeFileSync(isWhole ? wholeFile : partFile, JSON.stringify([...results]));
}

function readReference(isWhole: boolean): Results {
  const file = isWhole ? wholeFile : partFile;
  if (!existsSync(file)) throw new Failure(messages.noReferenceRun());
  return new Map(JSON.parse(readFileSync(file, "utf8")) as [string, CaseResult][]);
}

function notPassing(results: Results): string[] {
  return [...results].filter(([, { outcome }]) => outcome === "fail" || outcome === "unfinished").map(([name]) => name);
}

function countOutcomes(results: Results): string {
  const counts = { pass: 0, fail: 0, skip: 0, unfinished: 0 };
  for (const { outcome } of results.values()) counts[outcome] += 1;
  return Object.entries(counts)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(", ");
}

function printCases(title: string, results: Results, names: readonly string[]): void {
  if (names.length === 0) return;
  print(`\n${title}`);
  for (const name of names) {
    const { outcome = "missing", error = [] } = results.get(name) ?? {};
    print([`- ${name}: ${outcome}`, ...error.map((line) => `    ${line}`)].join("\n"));
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: { only: { type: "string" }, image: { type: "string" }, minutes: { type: "string" } },
    });
    const { only, image = "both", minutes = "20" } = values;
    if (!["ours", "reference", "both"].includes(image)) throw new Error(`--image ${image}`);
    if (!/^[1-9]\d{0,2}$/.test(minutes)) throw new Error(`--minutes ${minutes}`);
    return { only, image, minutes: Number(minutes) };
  } catch (error) {
    throw new Failure(toolMessages.badArguments((error as Error).message, usage));
  }
}

await exitOnFailure(suite);
