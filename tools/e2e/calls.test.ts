import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runBuildx } from "./build.ts";
import { type Answer, askBoth, askedCalls, type CallClient, callContexts, lastWords } from "./buildx-calls.ts";
import { connect } from "./connect.ts";
import { writeFolder } from "./write-folder.ts";

const timeout = 120_000;
let client: CallClient;
let folder: string;

beforeAll(async () => {
  const connection = await connect();
  client = { connection, build: (args, options) => runBuildx(connection, "build", args, options) };
  folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-calls-"));
});

afterAll(() => rmSync(folder ?? "", { recursive: true, force: true }));

test.each(askedCalls)("buildx build of a %s file with %j", { timeout }, async (name, args, code) => {
  const context = writeFolder(join(folder, name), callContexts[name]);
  const [ours, reference] = await askBoth(client, context, args);
  expect([ours.code, ours.stdout]).toEqual([reference.code, reference.stdout]);
  expect([ours.code, lastWords(ours.stderr)]).toEqual([code, lastWords(reference.stderr)]);
});

test("the graph that --call=convertllb answers is the reference's", { timeout }, async () => {
  const context = writeFolder(join(folder, "described"), callContexts.described);
  const [ours, reference] = await askBoth(client, context, ["--call=convertllb,format=json"]);
  expect([ours.code, ours.stdout]).toEqual([0, reference.stdout]);
  expect(ours.stdout).toContain('"identifier": "docker-image://docker.io/library/busybox:latest@sha256:');
});

test("--call=subrequests.describe lists what the reference lists, and what it forgets", { timeout }, async () => {
  const context = writeFolder(join(folder, "described"), callContexts.described);
  const [ours, reference] = await askBoth(client, context, ["--call=subrequests.describe,format=json"]);
  const names = (answer: Answer): string[] =>
    JSON.parse(answer.stdout).map((one: { readonly name: string }) => one.name);
  expect([ours.code, reference.code]).toEqual([0, 0]);
  expect(names(ours)).toEqual(expect.arrayContaining(names(reference)));
  expect(names(ours)).toEqual(expect.arrayContaining(["frontend.lint", "frontend.convertllb"]));
});

test("buildx shows the warnings of a build", { timeout }, async () => {
  const context = writeFolder(join(folder, "warned"), callContexts.warned);
  const [ours, reference] = await askBoth(client, context, []);
  // buildx prints them in an order that changes from run to run.
  const lines = ({ stderr }: Answer) => lastWords(stripVTControlCharacters(stderr)).split("\n").sort();
  expect([ours.code, lines(ours)]).toEqual([0, lines(reference)]);
  expect(ours.stderr).toContain(" - LegacyKeyValueFormat: ");
});

test("a policy of the environment turns a base image into another", { timeout }, async () => {
  const policy = join(folder, "policy.json");
  const selector = { identifier: "docker-image://docker.io/library/absent:1" };
  const updates = { identifier: "docker-image://docker.io/library/busybox:latest" };
  writeFileSync(policy, JSON.stringify({ rules: [{ action: "CONVERT", selector, updates }] }));
  const context = writeFolder(join(folder, "policy"), { Dockerfile: "FROM absent:1\nRUN true\n" });
  const env = { EXPERIMENTAL_BUILDKIT_SOURCE_POLICY: policy };
  const [ours, reference] = await askBoth(client, context, [], env);
  expect([ours.code, reference.code]).toEqual([0, 0]);
});
