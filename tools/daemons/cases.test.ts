import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildUncached, type CaseBench } from "../e2e/case-build.ts";
import { expectCase, expectSharedCache } from "../e2e/case-expectations.ts";
import { makeCaseInputs } from "../e2e/case-inputs.ts";
import { cases, type EndToEndCase } from "../e2e/cases.ts";
import { type Connection, connect } from "../e2e/connect.ts";
import { comparableImage } from "../e2e/image-archive.ts";
import { stepNames } from "../e2e/progress.ts";
import { daemonNames, openDaemons } from "./tested-daemons.ts";

const timeout = 5 * 60_000;

/** Cases of the smallest base image, built for one platform: an engine's store holds no image of two. */
const chosen = named([
  ...["add-archive", "bind-mounts", "cache-mount", "copy-owners", "heredocs", "ignore-file", "image-config"],
  ...["named-contexts", "network-none", "secrets", "target-and-args", "tmpfs", "unreachable-stages", "workdir-user"],
]);

/** Cases of every kind of step. */
const shared = named(["bind-mounts", "cache-mount", "copy-owners", "heredocs", "target-and-args"]);

function named(names: readonly string[]): readonly EndToEndCase[] {
  return cases.filter(({ name }) => names.includes(name));
}

/** Where a daemon makes something else of what either frontend asks for, and why. */
const unlike: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "Docker Engine of trixie": {
    "add-archive": "ADD --chown leaves the owners of an archive's files as they are",
    "copy-owners": "it knows no symbolic modes, and takes them for 0",
  },
};

describe.each(daemonNames)("%s", (daemonName) => {
  let connection: Connection;
  let bench: CaseBench;

  beforeAll(async () => {
    connection = await connect();
    const builder = openDaemons(connection)[daemonNames.indexOf(daemonName)];
    if (builder === undefined) throw new Error(daemonName);
    const scratch = mkdtempSync(join(tmpdir(), "dockerfile-llb-daemons-"));
    bench = { builder, inputs: await makeCaseInputs(), scratch };
  }, timeout);

  afterAll(() => {
    bench?.inputs.end();
    if (bench !== undefined) rmSync(bench.scratch, { recursive: true, force: true });
  });

  test.each(chosen)("$name: the image is as it says and as the reference makes it", { timeout }, async (one) => {
    const ours = await buildUncached(bench, one, connection.ourImage);
    const judged = expectCase(one, ours, bench.inputs);
    await (unlike[daemonName]?.[one.name] === undefined ? judged : expect(judged).rejects.toThrow());
    const reference = await buildUncached(bench, one, connection.referenceImage);
    expect(ours.images.map(comparableImage)).toEqual(reference.images.map(comparableImage));
    expect(stepNames(ours.result.progress)).toEqual(stepNames(reference.result.progress));
  });

  test.each(shared)("$name: the frontends share the cache", { timeout }, async (one) => {
    await expectSharedCache(bench, one, [connection.ourImage, connection.referenceImage]);
    await expectSharedCache(bench, one, [connection.referenceImage, connection.ourImage]);
  });
});
