import { expect, test } from "vitest";
import { buildRequestOf } from "./environment.ts";

test("an opt is split at its first equals sign, and its value may hold more and line ends", () => {
  const { opts } = buildRequestOf({
    BUILDKIT_FRONTEND_OPT_0: "build-arg:A=x=y\nz",
    BUILDKIT_FRONTEND_OPT_1: "no-cache=",
    BUILDKIT_FRONTEND_OPT_2: "flag",
    PATH: "a=b",
  });
  expect([...opts]).toEqual([
    ["build-arg:A", "x=y\nz"],
    ["no-cache", ""],
    ["flag", ""],
  ]);
});

test("workers are read as Go writes them, and none where they cannot be read", () => {
  const json = '[{"ID":"w","Labels":null,"Platforms":[{"architecture":"arm","os":"linux","variant":"v7"}]}]';
  expect(buildRequestOf({ BUILDKIT_WORKERS: json }).workers).toEqual([
    {
      id: "w",
      labels: new Map(),
      platforms: [{ os: "linux", architecture: "arm", variant: "v7", osVersion: "", osFeatures: [] }],
    },
  ]);
  const [worker] = buildRequestOf({ BUILDKIT_WORKERS: '[{"id":"v","platforms":[{"OS":"linux"}]}]' }).workers;
  expect([worker?.id, worker?.platforms[0]?.os]).toEqual(["v", "linux"]);
  for (const bad of ["", "null", "{}", "[1", '{"ID":1}', '[{"ID":1,"Platforms":[{}]}]', "[] x"])
    expect(buildRequestOf({ BUILDKIT_WORKERS: bad }).workers).toEqual([]);
});

test("an empty environment is an empty request", () => {
  expect(buildRequestOf({})).toEqual({ opts: new Map(), sessionId: "", workers: [], product: "" });
});
