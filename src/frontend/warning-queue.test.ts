import { expect, test } from "vitest";
import { code, GatewayError, TransportError } from "../gateway/errors.ts";
import type { Gateway, Warning } from "../gateway/gateway.ts";
import type { Entrypoint } from "./entrypoint.ts";
import { WarningQueue } from "./warning-queue.ts";

const entrypoint = { source: { filename: "Dockerfile" }, vertex: "sha256:a" } as unknown as Entrypoint;

/** What a daemon hears of three warnings, when it fails each like this. */
async function heard(failure: Error | undefined): Promise<readonly string[]> {
  const shorts: string[] = [];
  const warn = async ({ short }: Warning) => {
    shorts.push(short);
    if (failure !== undefined) throw failure;
  };
  const warnings = new WarningQueue({ warn } as unknown as Gateway, entrypoint);
  for (const rule of ["A", "B", "C"]) warnings.add({ rule, description: "", url: "", message: "no", ranges: [] });
  await warnings.sent();
  return shorts;
}

test("warnings go one after the other, whether or not the daemon takes them", async () => {
  const all = ["A: no", "B: no", "C: no"];
  expect(await heard(undefined)).toEqual(all);
  expect(await heard(new GatewayError({ code: code.unknown, message: "", details: [] }))).toEqual(all);
});

test("a warning that gets no answer in time is the last: the build does not wait for each", async () => {
  expect(await heard(new TransportError("no answer", code.deadlineExceeded))).toHaveLength(1);
});
