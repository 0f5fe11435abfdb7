import { expect, test } from "vitest";
import { graphTable } from "./demo-graph.ts";

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

test("an op is a line: number, kind, step and the numbers of its inputs", () => {
  const ops = [
    {
      Op: { Op: { source: { identifier: "docker-image://a" } } },
      Digest: digest("a"),
      OpMetadata: { description: { "llb.customname": `[1/2] FROM a@${digest("f")}` } },
    },
    { Op: { Op: { source: { identifier: "local://context" } } }, Digest: digest("b"), OpMetadata: {} },
    {
      Op: { Op: { file: {} }, inputs: [{ digest: digest("a") }, { digest: digest("b") }] },
      Digest: digest("c"),
      OpMetadata: { description: { "llb.customname": `COPY ${"long ".repeat(40)}` } },
    },
    { Op: { Op: null, inputs: [{ digest: digest("c") }] }, Digest: digest("d") },
  ];
  expect(graphTable(ops.map((op) => `${JSON.stringify(op)}\n`).join(""), 41)).toBe(
    [
      "  1  source  [1/2] FROM a@sha256:ffffffff",
      "  2  source  local://context",
      "  3  file    COPY long long l...  <- 1, 2",
      "  4  result    <- 3",
      "",
    ].join("\n"),
  );
});
