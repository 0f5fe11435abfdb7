import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { bundleEntry } from "./bundle-entry.ts";
import { answer } from "./conformance/answer.ts";
import type { Request } from "./conformance/request.ts";
import type { Response } from "./conformance/response.ts";
import { hostileRequests } from "./hostile/cases.ts";
import { compileAlone } from "./hostile/compile-alone.ts";
import { explosions } from "./hostile/explosions.ts";
import { growing } from "./hostile/growing.ts";
import { places } from "./hostile/places.ts";
import { broken, digestOf, readHostileGoldens, summaryOf } from "./hostile/summary.ts";
import { allBytes, sweeps } from "./hostile/sweeps.ts";

const goldens = readHostileGoldens();
// Every byte in every place takes minutes.
const asksAll = process.env["HOSTILE"] === "all";

const fault = /this is a bug in dockerfile-llb|RangeError|TypeError|Maximum call stack/;

async function answerOf(request: Request): Promise<Response> {
  const response = JSON.parse(JSON.stringify(await answer(request))) as Response;
  expect(JSON.stringify(response)).not.toMatch(fault);
  return response;
}

describe("what a compiler may break on", () => {
  const requests = hostileRequests();

  test("has an answer of the reference each", () => {
    expect(Object.keys(goldens.cases)).toEqual(requests.map(({ id }) => id));
    expect(Object.keys(goldens.sweeps)).toEqual(sweeps().map(({ name }) => name));
  });

  const groups = [...Object.keys(places), "others"];
  test.each(groups)("%s: we answer as the reference does", async (group) => {
    const placeOf = (id: string) => Object.keys(places).find((place) => id.startsWith(`${place}: `)) ?? "others";
    for (const request of requests.filter(({ id }) => placeOf(id) === group)) {
      const summary = summaryOf(await answerOf(request));
      if (goldens.cases[request.id] !== broken)
        expect.soft([request.id, summary]).toEqual([request.id, goldens.cases[request.id]]);
    }
  });

  test.each(sweeps())("$name: any one byte", async ({ name, request, notable }) => {
    const wanted = (goldens.sweeps[name] ?? "").split(" ");
    for (const byte of asksAll ? allBytes : notable) {
      const digest = digestOf(await answerOf(request(byte)));
      if (wanted[byte] !== "-") expect.soft([byte, digest]).toEqual([byte, wanted[byte]]);
    }
  });
});

describe("what asks for more than a machine has", () => {
  test.each(explosions().map((each) => [each.request.id, each] as const))("%s: one error", async (_, each) => {
    const { ok, error, locations } = await answerOf(each.request);
    expect(ok).toBe(false);
    expect((error ?? "").startsWith(each.error), error?.slice(0, 200)).toBe(true);
    expect(locations?.[0]?.[0]?.start?.line).toBe(each.line);
  });
});

describe("four times as much", () => {
  // Quadratic growth would be sixteen times; what else the machine does is some of it.
  const most = 9;
  const leastMs = 150;

  test.each(growing)("$name takes no more than in proportion", async ({ size, request }) => {
    await spentOn(request(Math.floor(size / 10)));
    let ratio = Number.POSITIVE_INFINITY;
    for (let turn = 0; turn < 3 && ratio > most; turn++) {
      const less = await spentOn(request(size));
      ratio = (await spentOn(request(4 * size))) / Math.max(less, leastMs / 4);
    }
    expect(ratio).toBeLessThanOrEqual(most);
  });

  /** Milliseconds of processor time. */
  async function spentOn(request: Request): Promise<number> {
    const before = process.cpuUsage();
    const made = await compileAlone(request);
    const { user, system } = process.cpuUsage(before);
    if (typeof made === "string") expect(made).not.toMatch(fault);
    return (user + system) / 1000;
  }
});

describe("the program", async () => {
  const program = await bundleEntry("src/node/cli/main.ts");
  const files: Readonly<Record<string, string>> = {
    nothing: "",
    NUL: "\0".repeat(1 << 20),
    "no UTF-8": "FROM \xff\xfe\nRUN \xff\n",
    "a line that is too long": `FROM busybox\nRUN ${"x".repeat(1 << 20)}\n`,
    "variables 10,000 deep": `FROM busybox\nENV a=${"${b:-".repeat(10_000)}\n`,
    "brackets 30,000 deep": `FROM busybox\nSHELL ${"[".repeat(30_000)}\n`,
    "values without end": `FROM busybox\nENV a=xx\n${"ENV a=$a$a\n".repeat(60)}`,
  };

  test.each(Object.entries(files))("answers %s with an error of the file's", (_, text) => {
    const input = Buffer.from(text, "latin1");
    const { status, stderr } = spawnSync(process.execPath, [program, "dump", "-f", "-"], { input, timeout: 30_000 });
    expect(status).toBe(1);
    expect(String(stderr)).not.toMatch(fault);
    expect(String(stderr)).not.toMatch(/^\s+at /m);
  });
});
