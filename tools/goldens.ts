/**
 * Makes the goldens of testdata anew: `npm run goldens` asks the reference every case of testdata/cases, writes its
 * answers to testdata/goldens and prints what changed, case by case. `-- --check` writes nothing and exits with 1 where
 * something would change; `-- --only TEXT` takes the areas whose path has the text, `hostile` every hostile request
 * there is, which takes minutes; `-- --show TEXT` prints the reference's whole answers to the cases whose id has the
 * text, and writes nothing.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import type { Request } from "../src/testing/conformance/request.ts";
import type { Response } from "../src/testing/conformance/response.ts";
import type { Case } from "../src/testing/evidence/case-file.ts";
import {
  caseAreas,
  goldenFile,
  goldensText,
  hasGraphs,
  readCases,
  readGoldens,
  readReference,
  referenceFile,
  testdata,
  unusedParts,
} from "../src/testing/evidence/case-library.ts";
import { differences, type Golden, goldenOf, type RuleText, ruleTexts } from "../src/testing/evidence/golden.ts";
import { exitOnFailure, Failure } from "./failure.ts";
import { remakeHostileGoldens } from "./hostile-goldens.ts";
import { messages } from "./messages.ts";
import { buildOracle } from "./oracle/oracle-program.ts";
import { places } from "./places.ts";
import { runCommand } from "./run-command.ts";

interface Options {
  readonly check: boolean;
  readonly only: string;
  readonly show: string;
}

async function main(): Promise<void> {
  const options = readOptions();
  const program = await buildOracle("oracle");
  if (options.show !== "") return show(program, options.show);
  const rules = new Map<string, RuleText>();
  let changes = 0;
  for (const area of caseAreas().filter((name) => name.includes(options.only))) {
    const cases = readCases(area);
    const answers = await ask(
      program,
      cases.map(({ request }) => ({ ...request, omit: unusedParts(area) })),
    );
    for (const answer of answers) for (const [name, text] of ruleTexts(answer)) rules.set(name, text);
    const goldens = goldensOf(area, cases, answers);
    changes += printChanges(readGoldens(area), goldens);
    if (!options.check) write(goldenFile(area), goldensText(area, goldens));
  }
  if (options.only === "" || options.only === "hostile") {
    changes += await remakeHostileGoldens((requests) => ask(program, requests), {
      check: options.check,
      all: options.only === "hostile",
    });
  }
  if (options.only === "") {
    changes += removeOrphans(options.check);
    changes += writeReference(rules, options.check);
  }
  process.stdout.write(`${messages.goldensChanged(changes, options.check)}\n`);
  if (options.check && changes > 0) process.exitCode = 1;
}

function readOptions(): Options {
  const options = { check: { type: "boolean" }, only: { type: "string" }, show: { type: "string" } } as const;
  try {
    const { check = false, only = "", show: shown = "" } = parseArgs({ options }).values;
    return { check, only, show: shown };
  } catch (error) {
    throw new Failure(
      messages.badArguments((error as Error).message, "npm run goldens -- [--check] [--only TEXT] [--show TEXT]"),
    );
  }
}

/** The reference's answers, in the order of the requests. */
async function ask(program: string, requests: readonly Request[]): Promise<readonly Response[]> {
  const input = requests.map((request) => `${JSON.stringify(request)}\n`).join("");
  const { code, stdout, stderr, timedOut } = await runCommand(program, [], { input, timeoutSeconds: 10 * 60 });
  if (timedOut || code !== 0) throw new Failure(messages.oracleEnded(code, stderr.toString("utf8").trimEnd()));
  const lines = stdout.toString("utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Response);
}

function goldensOf(area: string, cases: readonly Case[], answers: readonly Response[]): ReadonlyMap<string, Golden> {
  const graph = hasGraphs(area);
  return new Map(
    cases.map(({ id }, at) => {
      const answer = answers[at];
      if (answer === undefined || answer.id !== id) throw new Failure(messages.noAnswer(id));
      // A request that the reference could not read says nothing about the language.
      if (answer.phase === "request") throw new Failure(messages.badCase(id, answer.error ?? ""));
      return [id, goldenOf(answer, { graph })] as const;
    }),
  );
}

/** How many cases are new, gone or answered otherwise; each is printed with what changed. */
function printChanges(before: ReadonlyMap<string, Golden>, after: ReadonlyMap<string, Golden>): number {
  const lines: string[] = [];
  let count = 0;
  for (const [id, golden] of after) {
    const old = before.get(id);
    const changed = old === undefined ? [] : differences(old, golden);
    if (old === undefined) lines.push(`+ ${id}`);
    else if (changed.length > 0) {
      lines.push(
        `~ ${id}`,
        ...changed.flatMap((name) => [
          `    ${name}`,
          `      was ${clip(old[name])}`,
          `      is  ${clip(golden[name])}`,
        ]),
      );
    }
    if (old === undefined || changed.length > 0) count += 1;
  }
  for (const id of before.keys()) {
    if (after.has(id)) continue;
    lines.push(`- ${id}`);
    count += 1;
  }
  if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
  return count;
}

/** Goldens whose cases are gone. */
function removeOrphans(check: boolean): number {
  const wanted = new Set([...caseAreas().map(goldenFile), referenceFile]);
  const folder = join(testdata, "goldens");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
  const orphans = files.filter((file) => !wanted.has(join(folder, file)));
  for (const file of orphans) {
    process.stdout.write(`- goldens/${file}\n`);
    if (!check) rmSync(join(folder, file));
  }
  return orphans.length;
}

function writeReference(rules: ReadonlyMap<string, RuleText>, check: boolean): number {
  const before = readReference();
  const sorted = [...rules].sort(([left], [right]) => (left < right ? -1 : 1));
  const after = { buildkit: pinnedVersion(), rules: Object.fromEntries(sorted) };
  const changed = differences({ ...before }, { ...after });
  for (const name of changed) process.stdout.write(`~ reference.json: ${name}\n`);
  if (!check) write(referenceFile, `${JSON.stringify(after, null, 2)}\n`);
  return changed.length;
}

function pinnedVersion(): string {
  const module = readFileSync(join(places.oracleModule, "go.mod"), "utf8");
  return /github\.com\/moby\/buildkit (v\S+)/.exec(module)?.[1] ?? "";
}

async function show(program: string, text: string): Promise<void> {
  const cases = caseAreas()
    .flatMap(readCases)
    .filter(({ id }) => id.includes(text));
  const answers = await ask(
    program,
    cases.map(({ request }) => ({ ...request, omit: ["def", "sourceData"] })),
  );
  for (const answer of answers) process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function clip(value: unknown): string {
  const text = JSON.stringify(value) ?? "absent";
  return text.length > 400 ? `${text.slice(0, 400)}...` : text;
}

await exitOnFailure(main);
