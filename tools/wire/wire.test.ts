import { describe, expect, test } from "vitest";
import { gatewayCaps, llbCaps } from "../../src/gateway/known-caps.ts";
import { builds } from "./builds.ts";
import { converse, type WireBuild } from "./conversations.ts";
import type { DaemonCaps } from "./scripted-daemon.ts";

const bound = 120_000;

async function expectSame(build: WireBuild, caps?: DaemonCaps): Promise<void> {
  const { ours, theirs } = await converse(build, caps);
  expect(ours).toEqual(theirs);
}

test("builds have names of their own", () => {
  expect(new Set(builds.map(({ name }) => name)).size).toBe(builds.length);
});

describe("a daemon that can do everything hears the same", () => {
  test.each(builds)("$name", (build) => expectSame(build), bound);
});

describe.each(["frozen", "unknown", "disabled"] as const)(
  "a daemon whose capabilities are %s hears the same",
  (caps) => {
    test.each(builds.filter(({ everyCap }) => everyCap))("$name", (build) => expectSame(build, caps), bound);
  },
);

describe.each(builds.filter(({ everyCap }) => everyCap))("$name: a daemon hears the same", (build) => {
  const caps = [...gatewayCaps.keys(), ...llbCaps.keys()];
  test.each(caps)("without %s", (cap) => expectSame(build, { without: [cap] }), bound);
});
