import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuiltCase, buildSalted, buildUncached, type CaseBench, casesFolder } from "./case-build.ts";
import { expectOutcome } from "./case-expectations.ts";
import { makeCaseInputs } from "./case-inputs.ts";
import { cases } from "./cases.ts";
import { connect } from "./connect.ts";
import { comparableImage } from "./image-archive.ts";
import { assertAllCached, type Progress, stepsThatRan } from "./progress.ts";

const bound = 10 * 60_000;
let bench: CaseBench;

beforeAll(async () => {
  const connection = await connect();
  bench = { connection, inputs: await makeCaseInputs(), scratch: mkdtempSync(join(tmpdir(), "dockerfile-llb-cases-")) };
}, bound);

afterAll(() => {
  bench?.inputs.end();
  if (bench !== undefined) rmSync(bench.scratch, { recursive: true, force: true });
});

test("every folder of testdata/e2e is a case", () => {
  expect(cases.map((one) => one.name)).toEqual(readdirSync(casesFolder).sort());
});

describe.each(cases)("$name", (one) => {
  let ours: BuiltCase;

  test("is built without cache as it says", { timeout: bound }, async () => {
    ours = await buildUncached(bench, one, bench.connection.ourImage);
    await expectOutcome(one, ours, bench.inputs);
  });

  test("is the image that the reference makes", { timeout: bound }, async () => {
    const reference = await buildUncached(bench, one, bench.connection.referenceImage);
    await expectOutcome(one, reference, bench.inputs);
    expect(ours.images.map(comparableImage)).toEqual(reference.images.map(comparableImage));
    expect(stepNames(ours.result.progress)).toEqual(stepNames(reference.result.progress));
  });

  test("costs no cache when the frontend changes, from ours or to ours", { timeout: bound }, async () => {
    const { ourImage, referenceImage } = bench.connection;
    await expectSharedCache(ourImage, referenceImage);
    await expectSharedCache(referenceImage, ourImage);
  });

  async function expectSharedCache(first: string, second: string): Promise<void> {
    const salt = randomBytes(8).toString("hex");
    const { progress } = await buildSalted(bench, one, first, salt);
    expect(stepsThatRan(progress)).not.toEqual([]);
    if (one.logOfUsedCache !== undefined) expect([...progress.logs.values()]).toContain(one.logOfUsedCache);
    const again = await buildSalted(bench, one, second, salt);
    assertAllCached(again.progress);
    expect(stepNames(again.progress)).toEqual(stepNames(progress));
  }
});

/**
 * The names of a build's steps, sorted: the daemon reports them as they come. It names a step that two platforms share
 * after the one that came first, and a base image after whatever build took it up first, maybe another test's.
 */
function stepNames({ vertices }: Progress): string[] {
  return vertices
    .map((vertex) => vertex.name.replace(/^\[linux\/\S+ /, "[").replace(/^\[[^\]]*\] FROM /, "FROM "))
    .filter((name) => !/^(docker-image:|resolve image config for |exporting )/.test(name))
    .sort();
}
