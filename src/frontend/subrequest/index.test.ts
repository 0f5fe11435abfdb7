import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { statusOf } from "../../gateway/status.ts";
import { FakeGateway, fakePlatform } from "../../testing/fake-gateway.ts";
import { decodeUtf8, encodeUtf8 } from "../../text/utf8.ts";
import { build } from "../build.ts";
import { subrequests } from "./index.ts";
import { mergedRanges } from "./lint.ts";

async function ask(requestid: string, dockerfile: string, opts: Readonly<Record<string, string>> = {}) {
  const gateway = new FakeGateway({
    opts: { ...opts, requestid },
    readFile: (_, path) => (path === "Dockerfile" ? encodeUtf8(dockerfile) : undefined),
  });
  const result = await build(gateway, { defaultPlatform: fakePlatform, newIds: () => () => "id" });
  return Object.fromEntries([...result.metadata].map(([key, bytes]) => [key, decodeUtf8(bytes)]));
}

const parts = ["index.ts", "subrequest.ts", "excerpt.ts", "location-json.ts", "outline-observer.ts"];

test("every file of a subrequest is in the index", () => {
  const files = readdirSync(import.meta.dirname).filter(
    (name) => !/(\.test|-result)\.ts$/.test(name) && !parts.includes(name),
  );
  expect(subrequests).toHaveLength(files.length);
});

test("describe lists all that is served", async () => {
  const result = await ask("frontend.subrequests.describe", "FROM scratch\n");
  expect(result["result.txt"]).toBe(
    [
      "NAME                 VERSION DESCRIPTION",
      "outline              1.0.0   List all parameters current build target supports",
      "targets              1.0.0   List all targets current build supports",
      "lint                 1.0.0   Lint a Dockerfile",
      "convertllb           0.1.0   Convert Dockerfile to LLB",
      "subrequests.describe 1.0.0   List available subrequest types",
      "",
    ].join("\n"),
  );
  expect(JSON.parse(result["result.json"] ?? "")[4]).toEqual({
    name: "frontend.subrequests.describe",
    version: "1.0.0",
    type: "rpc",
    description: "List available subrequest types",
    opts: null,
    inputs: null,
    metadata: [
      { name: "result.json", description: "" },
      { name: "result.txt", description: "" },
    ],
    refs: null,
  });
});

test("outline tells arguments, secrets and ssh agents of a target and of what it needs", async () => {
  const dockerfile = [
    "ARG BASE=alpine",
    "# tag The version",
    "ARG tag=${BASE}3",
    "FROM $tag AS one",
    "RUN --mount=type=secret,id=s,required a",
    "# two The second",
    "FROM one AS two",
    "ARG X=1",
    "RUN --mount=type=ssh b",
    "",
  ].join("\n");
  const { "result.txt": text } = await ask("frontend.outline", dockerfile);
  expect(text).toBe(
    [
      "TARGET:      two",
      "DESCRIPTION: The second",
      "",
      "BUILD ARG   VALUE     DESCRIPTION",
      "BASE        alpine    ",
      "tag         alpine3   The version",
      "X           1         ",
      "",
      "SECRET   REQUIRED",
      "s        true",
      "",
      "SSH       REQUIRED",
      "default   ",
      "",
      "",
    ].join("\n"),
  );
  expect((await ask("frontend.outline", dockerfile, { target: "ONE" }))["result.txt"]).toMatch(/^TARGET: one\n/);
});

test("targets lists stages with the default marked", async () => {
  const result = await ask("frontend.targets", "# a doc\nFROM alpine AS a\nFROM --platform=$X a\n");
  expect(result["result.txt"]).toBe("TARGET    DESCRIPTION\na         doc\n(default) \n");
  expect(JSON.parse(result["result.json"] ?? "").targets[1]).toMatchObject({
    default: true,
    base: "a",
    platform: "$X",
  });
});

test("lint visits all stages, sorts by line and fails when it found something", async () => {
  const result = await ask("frontend.lint", "FROM alpine AS a\nMAINTAINER x\nFROM scratch AS B\n");
  expect(result["result.statuscode"]).toBe("1");
  expect(result["result.txt"]?.match(/WARNING: \w+/g)).toEqual([
    "WARNING: MaintainerDeprecated",
    "WARNING: StageNameCasing",
  ]);
  expect(result["result.txt"]).toContain(
    "Dockerfile:2\n--------------------\n   1 |     FROM alpine AS a\n   2 | >>> MAINTAINER x\n",
  );
  const clean = await ask("frontend.lint", "FROM alpine\n");
  expect(clean).toMatchObject({ "result.statuscode": "0", "result.txt": "" });
  expect(JSON.parse(clean["result.json"] ?? "").warnings).toBeNull();
  const broken = await ask("frontend.lint", "FROM alpine\nFOO\n");
  expect(broken["result.statuscode"]).toBe("1");
  expect(JSON.parse(broken["result.json"] ?? "").buildError.location).toEqual({
    ranges: [{ start: { line: 2 }, end: { line: 2 } }],
  });
});

test("convertllb gives ops, metadata and source of the target", async () => {
  const { def, metadata, source } = JSON.parse(
    (await ask("frontend.convertllb", "FROM alpine\nRUN true\n"))["result.json"] ?? "",
  );
  expect(Object.keys(def)).toHaveLength(3);
  expect(Object.keys(metadata)).toHaveLength(3);
  expect(source.infos[0].filename).toBe("Dockerfile");
});

test("an unknown subrequest is refused with a typed error", async () => {
  const error = await ask("frontend.nope", "FROM scratch\n").catch((thrown: unknown) => thrown);
  expect(statusOf(error)).toMatchObject({ code: 2, message: "unsupported request frontend.nope" });
  expect(statusOf(error).details.map(({ typeUrl }) => typeUrl)).toEqual([
    "github.com/moby/buildkit/errdefs.Subrequest+json",
  ]);
});

test("ranges that share a line become one", () => {
  const range = (start: number, end: number) => ({
    start: { line: start, character: 0 },
    end: { line: end, character: 0 },
  });
  expect(mergedRanges([range(3, 3), range(1, 2), range(2, 3), range(5, 5)])).toEqual([range(1, 3), range(5, 5)]);
});
