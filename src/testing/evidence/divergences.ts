import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testdata } from "./case-library.ts";

/** Where we answer otherwise than the reference, and why. */
export interface Divergence {
  readonly id: string;
  readonly aspect: string;
  readonly reason: string;
}

/** The lines of `testdata/divergences.txt`: case, aspect and reason between tabs. Throws for a line of another form. */
export function readDivergences(): readonly Divergence[] {
  const lines = readFileSync(join(testdata, "divergences.txt"), "utf8").split("\n");
  return lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [id = "", aspect = "", reason = "", ...others] = line.split("\t");
      if (reason === "" || others.length > 0) throw new Error(`divergences.txt: not case, aspect, reason: ${line}`);
      return { id, aspect, reason };
    });
}

/** Difference of a case in one aspect, as a key. */
export const differenceKey = (id: string, aspect: string): string => `${id}\t${aspect}`;

/**
 * What is wrong about the differences found among cases: those that are not listed, and those that are listed though
 * their case agrees. `asked` tells whether a case was looked at.
 */
export function unlistedOrStale(
  found: ReadonlySet<string>,
  asked: (id: string) => boolean,
): { readonly unlisted: readonly string[]; readonly agreeing: readonly string[] } {
  const listed = readDivergences();
  const keys = new Set(listed.map(({ id, aspect }) => differenceKey(id, aspect)));
  return {
    unlisted: [...found].filter((key) => !keys.has(key)),
    agreeing: listed
      .filter(({ id }) => asked(id))
      .map(({ id, aspect }) => differenceKey(id, aspect))
      .filter((key) => !found.has(key)),
  };
}
