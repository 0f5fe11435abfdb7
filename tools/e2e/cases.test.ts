import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuiltCase, buildUncached, type CaseBench, casesFolder, connectionBuilder } from "./case-build.ts";
import { expectCase, expectSharedCache } from "./case-expectations.ts";
import { makeCaseInputs } from "./case-inputs.ts";
import { cases } from "./cases.ts";
import { type Connection, connect } from "./connect.ts";
import { comparableImage } from "./image-archive.ts";
import { stepNames } from "./progress.ts";

const bound = 10 * 60_000;
let connection: Connection;
let bench: CaseBench;

beforeAll(async () => {
  connection = await connect();
  const scratch = mkdtempSync(join(tmpdir(), "dockerfile-llb-cases-"));
  bench = { builder: connectionBuilder(connection), inputs: await makeCaseInputs(), scratch };
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
    ours = await buildUncached(bench, one, connection.ourImage);
    await expectCase(one, ours, bench.inputs);
  });

  test("is the image that the reference makes", { timeout: bound }, async () => {
    const reference = await buildUncached(bench, one, connection.referenceImage);
    await expectCase(one, reference, bench.inputs);
    expect(ours.images.map(comparableImage)).toEqual(reference.images.map(comparableImage));
    expect(stepNames(ours.result.progress)).toEqual(stepNames(reference.result.progress));
  });

  test("costs no cache when the frontend changes, from ours or to ours", { timeout: bound }, async () => {
    const { ourImage, referenceImage } = connection;
    await expectSharedCache(bench, one, [ourImage, referenceImage]);
    await expectSharedCache(bench, one, [referenceImage, ourImage]);
  });
});
