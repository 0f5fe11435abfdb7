import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { answer } from "./conformance/answer.ts";
import type { Request } from "./conformance/request.ts";
import { parseRequest } from "./conformance/request.ts";
import { differenceKey, unlistedOrStale } from "./evidence/divergences.ts";
import { hasSharedCases, readSharedLines } from "./shared-cases.ts";

/** An answer by aspect; `unstable` names those in which the reference varies from run to run. */
type Aspects = Readonly<Record<string, unknown>> & { readonly unstable?: readonly string[] };

const aspects =
  "ok error locations definitionDigest imageDigest baseImageDigest epoch extraPlatforms warnings outline targets lint result".split(
    " ",
  );
const fnAspects = ["ok", "error", "result"];
const platformAspects = ["ok", "error", "definitionDigest", "imageDigest", "baseImageDigest"];

/** What no aspect needs. */
const omitted = ["ops", "def", "metadata", "source", "sourceData", "image", "baseImage", "resolved"];

function valueOf(answered: Aspects, aspect: string): unknown {
  const value = answered[aspect];
  if (aspect !== "extraPlatforms" || !Array.isArray(value)) return value;
  return (value as Aspects[]).map((each) => platformAspects.map((name) => each[name]));
}

function isCompared(wanted: Aspects, aspect: string): boolean {
  const value = wanted[aspect];
  const broken = typeof value === "object" && value !== null && "panic" in value;
  return !broken && wanted.unstable?.includes(aspect) !== true;
}

/** The aspects in which our answer to a request is another than the reference's. */
async function differing(request: Request, wanted: Aspects): Promise<readonly string[]> {
  const ours = JSON.parse(
    JSON.stringify(await answer({ ...request, omit: [...(request.omit ?? []), ...omitted] })),
  ) as Aspects;
  return (request.mode === "fn" ? fnAspects : aspects).filter(
    (aspect) => isCompared(wanted, aspect) && !isDeepStrictEqual(valueOf(ours, aspect), valueOf(wanted, aspect)),
  );
}

describe.skipIf(!hasSharedCases())("we answer as the reference does, in every aspect", () => {
  test.each(["synthetic", "fuzz", "fn", "real"])("%s", { timeout: 300_000 }, async (set) => {
    const answers = new Map((readSharedLines(`${set}.responses`) as Aspects[]).map((each) => [each["id"], each]));
    const requests = (readSharedLines(`${set}.requests`) as object[]).map((each) => parseRequest(JSON.stringify(each)));
    const found = new Set<string>();
    for (const request of requests) {
      for (const aspect of await differing(request, answers.get(request.id) as Aspects)) {
        found.add(differenceKey(request.id, aspect));
      }
    }
    expect(requests.length).toBeGreaterThan(500);
    const asked = new Set(requests.map(({ id }) => id));
    expect(unlistedOrStale(found, (id) => asked.has(id))).toEqual({ unlisted: [], agreeing: [] });
  });
});
