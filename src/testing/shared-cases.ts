import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** Beside a checkout of the team; a user's clone has none. */
const folder = join(import.meta.dirname, "../../../shared/conformance");

let told = false;

/**
 * Whether the reference's answers to thousands of cases are here. Without them the tests that need them do not run, and
 * one line says so; where DOCKERFILE_LLB_CASES is `required`, as in CI, their absence is an error.
 */
export function hasSharedCases(): boolean {
  if (existsSync(folder)) return true;
  if (process.env["DOCKERFILE_LLB_CASES"] === "required")
    throw new Error(`the cases of ${folder} are required and not there`);
  if (!told) process.stderr.write("The extra conformance cases are not here: their tests are left out.\n");
  told = true;
  return false;
}

/** The JSON lines of one gzipped file of cases; a line ends at \n only. */
export function readSharedLines(name: string): unknown[] {
  const text = gunzipSync(readFileSync(join(folder, `${name}.jsonl.gz`))).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);
}
