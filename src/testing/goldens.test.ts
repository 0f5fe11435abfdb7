import { describe, expect, test } from "vitest";
import { answer } from "./conformance/answer.ts";
import type { Response } from "./conformance/response.ts";
import type { Case } from "./evidence/case-file.ts";
import { caseAreas, hasGraphs, readCases, readGoldens, readReference, unusedParts } from "./evidence/case-library.ts";
import { differenceKey, readDivergences, unlistedOrStale } from "./evidence/divergences.ts";
import { differences, goldenOf, ruleTexts } from "./evidence/golden.ts";

const areas = caseAreas();

/** As the protocol's lines carry it. */
const overTheWire = (response: Response): Response => JSON.parse(JSON.stringify(response)) as Response;

async function answerOf({ request }: Case, area: string): Promise<Response> {
  return overTheWire(await answer({ ...request, omit: unusedParts(area) }));
}

describe("the project's own cases", () => {
  const { rules } = readReference();
  const listed = new Set(readDivergences().map(({ id, aspect }) => differenceKey(id, aspect)));

  test.each(areas)("%s: we answer as the reference does", async (area) => {
    const goldens = readGoldens(area);
    const cases = readCases(area);
    expect([...goldens.keys()], "npm run goldens").toEqual(cases.map(({ id }) => id));
    const found = new Set<string>();
    for (const each of cases) {
      const response = await answerOf(each, area);
      const ours = goldenOf(response, { graph: hasGraphs(area) });
      const golden = goldens.get(each.id) ?? {};
      for (const aspect of differences(ours, golden)) {
        const key = differenceKey(each.id, aspect);
        found.add(key);
        if (listed.has(key)) continue;
        expect.soft({ case: each.id, [aspect]: ours[aspect] }).toEqual({ case: each.id, [aspect]: golden[aspect] });
      }
      for (const [name, text] of ruleTexts(response)) expect(text, name).toEqual(rules[name]);
    }
    const asked = new Set(cases.map(({ id }) => id));
    expect(unlistedOrStale(found, (id) => asked.has(id))).toEqual({ unlisted: [], agreeing: [] });
  });
});
