import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Response } from "../conformance/response.ts";
import { testdata } from "../evidence/case-library.ts";
import { fingerprint, goldenOf, isBroken } from "../evidence/golden.ts";

/** What stands for an answer in which the reference broke: nothing to follow. */
export const broken = "a panic";
const longest = 200;

/** The reference's answers to hostile requests: a summary each, and of a sweep one line of digests. */
export interface HostileGoldens {
  readonly cases: Readonly<Record<string, string>>;
  readonly sweeps: Readonly<Record<string, string>>;
}

/** An answer in a line: a digest of all of it, and the error; a long one by its start. */
export function summaryOf(response: Response): string {
  const golden = goldenOf(response, { graph: false });
  if (isBroken(golden)) return broken;
  const error = response.ok ? "ok" : (response.error ?? "");
  const shown = error.length > longest ? `${error.slice(0, longest)}... (${error.length})` : error;
  return `${fingerprint(golden).slice(0, 12)} ${shown}`;
}

/** An answer as the start of its digest. */
export function digestOf(response: Response): string {
  const golden = goldenOf(response, { graph: false });
  return isBroken(golden) ? "-" : fingerprint(golden).slice(0, 8);
}

/** Where the goldens of hostile requests are. */
export const hostileFile: string = join(testdata, "hostile.json");

export function readHostileGoldens(): HostileGoldens {
  if (!existsSync(hostileFile)) return { cases: {}, sweeps: {} };
  return JSON.parse(readFileSync(hostileFile, "utf8")) as HostileGoldens;
}
