import { afterAll, describe, expect, test } from "vitest";
import { optGroups } from "../../src/frontend/options/config.ts";
import { builds } from "./builds.ts";
import { converse, removeFrontends, type WireBuild } from "./conversations.ts";
import type { DaemonCaps } from "./scripted-daemon.ts";

const bound = 120_000;

afterAll(removeFrontends);

async function expectSame(build: WireBuild, caps?: DaemonCaps): Promise<void> {
  const { ours, theirs } = await converse(build, caps);
  expect(ours).toEqual(theirs);
}

test("builds have names of their own", () => {
  expect(new Set(builds.map(({ name }) => name)).size).toBe(builds.length);
});

test("builds use every frontend opt", () => {
  const used = builds.flatMap(({ opts }) => Object.keys(opts ?? {}));
  const isUsed = (key: string) => used.some((each) => (/[:_]$/.test(key) ? each.startsWith(key) : each === key));
  expect(optGroups.flatMap(({ keys }) => keys).filter((key) => !isUsed(key))).toEqual([]);
});

describe("a daemon that can do everything hears the same", () => {
  test.concurrent.each(builds)("$name", (build) => expectSame(build), bound);
});

const able = builds.filter(({ without }) => without !== undefined);

describe.each(["frozen", "unknown", "disabled"] as const)(
  "a daemon whose capabilities are %s hears the same",
  (caps) => {
    test.concurrent.each(able)("$name", (build) => expectSame(build, caps), bound);
  },
);

describe.each(able)("$name: a daemon hears the same", (build) => {
  const lists = (build.without ?? []).map((caps) => ({ name: String(caps), without: [caps].flat() }));
  test.concurrent.each(lists)("without $name", ({ without }) => expectSame(build, { without }), bound);
});
