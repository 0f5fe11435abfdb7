/** Measures our frontend beside the reference's: `npm run bench [-- PART ...] [--rounds N] [--requests FILE] [--only REGEX]`. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { exitOnFailure, Failure, tell } from "../tools/failure.ts";
import { measureBuild, measureStages } from "./build.ts";
import { measureFiles } from "./files.ts";
import { measureGrowth, measureMebibytes } from "./growth.ts";
import { measureMemory } from "./memory.ts";
import { messages } from "./messages.ts";
import { type Row, table } from "./row.ts";
import { measureSize } from "./size.ts";
import { measureStart } from "./start.ts";

interface Choices {
  readonly rounds: number | undefined;
  readonly requests: string | undefined;
  /** Of the Dockerfiles of `growth` and `mebibyte`. */
  readonly only: RegExp | undefined;
}

const parts: Readonly<Record<string, (choices: Choices) => Promise<readonly Row[]>>> = {
  start: ({ rounds }) => measureStart(rounds),
  build: ({ rounds }) => measureBuild(rounds),
  stages: ({ rounds }) => measureStages(rounds),
  memory: ({ rounds }) => measureMemory(rounds),
  files: ({ rounds, requests }) => measureFiles(rounds, requests),
  size: () => measureSize(),
  growth: ({ only }) => measureGrowth(only),
  mebibyte: ({ only }) => measureMebibytes(only),
};

const ofOneRun = ["start", "build", "stages", "memory", "files", "size"];

async function bench(): Promise<void> {
  const { names, choices } = readArguments();
  const rows: Row[] = [];
  for (const name of names.length === 0 ? ofOneRun : names) {
    const measure = parts[name];
    if (measure === undefined) throw new Failure(messages.unknownPart(name, Object.keys(parts)));
    tell(messages.measuring(name));
    rows.push(...(await measure(choices)));
  }
  process.stdout.write(`${table(rows)}\n`);
}

function readArguments(): { readonly names: readonly string[]; readonly choices: Choices } {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: "string" }, requests: { type: "string" }, only: { type: "string" } },
  });
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0)) {
    throw new Failure(messages.badRounds(values.rounds ?? ""));
  }
  const from = process.env["INIT_CWD"] ?? process.cwd();
  const requests = values.requests === undefined ? undefined : resolve(from, values.requests);
  return { names: positionals, choices: { rounds, requests, only: readPattern(values.only) } };
}

function readPattern(text: string | undefined): RegExp | undefined {
  if (text === undefined) return undefined;
  try {
    return new RegExp(text);
  } catch (error) {
    throw new Failure(messages.badPattern((error as Error).message));
  }
}

await exitOnFailure(bench);
