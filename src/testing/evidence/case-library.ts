import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Case, parseCaseFile } from "./case-file.ts";
import type { Golden, RuleText } from "./golden.ts";

const ending = ".cases";

/** The project's own cases and the reference's answers to them. */
export const testdata: string = join(import.meta.dirname, "../../../testdata");

/** The areas of `testdata/cases` in the order of their names: paths of files, without their ending. */
export function caseAreas(): readonly string[] {
  return readdirSync(join(testdata, "cases"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
}

/** The cases of an area. Throws for two of one id: their goldens would be one. */
export function readCases(area: string): readonly Case[] {
  const cases = parseCaseFile(area, readFileSync(join(testdata, "cases", `${area}${ending}`), "utf8"));
  const ids = new Set<string>();
  for (const { id } of cases) {
    if (ids.has(id)) throw new Error(`two cases are called ${id}`);
    ids.add(id);
  }
  return cases;
}

/** Where an area's goldens are. */
export function goldenFile(area: string): string {
  return join(testdata, "goldens", `${area}.json`);
}

/** The goldens of an area by the case's id; none where no file is. */
export function readGoldens(area: string): ReadonlyMap<string, Golden> {
  const file = goldenFile(area);
  if (!existsSync(file)) return new Map();
  const goldens = Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, Golden>);
  return new Map(goldens.map(([name, golden]) => [`${area}/${name}`, golden]));
}

/** The text of an area's goldens: a line an aspect and an operation, so that a difference is read at a glance. */
export function goldensText(area: string, goldens: ReadonlyMap<string, Golden>): string {
  const cases = [...goldens].map(([id, golden]) => {
    const aspects = Object.entries(golden).map(([name, value]) => `${JSON.stringify(name)}: ${valueText(name, value)}`);
    return `${JSON.stringify(id.slice(area.length + 1))}: {\n  ${aspects.join(",\n  ")}\n}`;
  });
  return `{\n${cases.join(",\n")}\n}\n`;
}

function valueText(name: string, value: unknown): string {
  if (name !== "graph" || !Array.isArray(value)) return JSON.stringify(value);
  return `[\n    ${value.map((each) => JSON.stringify(each)).join(",\n    ")}\n  ]`;
}

/** What the goldens say of the reference itself. */
export interface Reference {
  /** The version of its module that answered. */
  readonly buildkit: string;
  /** What its lint rules say of themselves, by name. */
  readonly rules: Readonly<Record<string, RuleText>>;
}

/** Where the goldens say which reference made them. */
export const referenceFile: string = join(testdata, "goldens", "reference.json");

export function readReference(): Reference {
  return existsSync(referenceFile)
    ? (JSON.parse(readFileSync(referenceFile, "utf8")) as Reference)
    : { buildkit: "", rules: {} };
}

/** Areas about what is built: their goldens have the operations too, the others only digests. */
export function hasGraphs(area: string): boolean {
  return /^(?:instructions|mounts|arguments|platforms|contexts|options|epoch)\//.test(area);
}

/** The parts of an answer that no golden holds, for the request's `omit`. */
export function unusedParts(area: string): readonly string[] {
  const always = ["def", "source", "sourceData", "baseImage", "resolved"];
  return hasGraphs(area) ? always : [...always, "ops", "metadata", "image"];
}
