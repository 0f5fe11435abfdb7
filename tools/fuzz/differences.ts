import { isDeepStrictEqual } from "node:util";

type Answer = Readonly<Record<string, unknown>>;

/** The parts of an answer that are compared, each by itself. */
export const aspects = [
  "ok",
  "error",
  "locations",
  "definitionDigest",
  "imageDigest",
  "baseImageDigest",
  "epoch",
  "extraPlatforms",
  "warnings",
  "outline",
  "targets",
  "lint",
  "result",
] as const;

export type Aspect = (typeof aspects)[number];

/** The aspects that an answer has, and in which of them the other differs. */
export interface Comparison {
  readonly present: readonly Aspect[];
  readonly different: readonly Aspect[];
}

const digests = ["ok", "error", "definitionDigest", "imageDigest", "baseImageDigest"];

/** Of several platforms only the digests are compared. */
function reduced(aspect: Aspect, value: unknown): unknown {
  if (aspect !== "extraPlatforms" || !Array.isArray(value)) return value;
  return value.map((one: Answer) => Object.fromEntries(digests.map((name) => [name, one[name]])));
}

/** Compares our answer with the reference's; where that panicked, nothing is expected. */
export function compareAnswers(reference: Answer, ours: Answer): Comparison {
  const present: Aspect[] = [];
  const different: Aspect[] = [];
  for (const aspect of aspects) {
    const wanted = plain(reduced(aspect, reference[aspect]));
    const given = plain(reduced(aspect, ours[aspect]));
    if (wanted === undefined && given === undefined) continue;
    if (isPanic(wanted)) continue;
    present.push(aspect);
    if (!isDeepStrictEqual(given, wanted)) different.push(aspect);
  }
  return { present, different };
}

function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function isPanic(value: unknown): boolean {
  return typeof value === "object" && value !== null && "panic" in value;
}
