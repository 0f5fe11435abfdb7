import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { basicFns, type FnArgs } from "./fn-table.ts";

interface Request {
  readonly id: string;
  readonly fn: string;
  readonly args: FnArgs;
}

interface Answer {
  readonly ok: boolean;
  readonly error?: string;
  readonly result?: unknown;
}

const folder = join(import.meta.dirname, "../../../shared/conformance");

function lines<T>(name: string): T[] {
  const text = gunzipSync(readFileSync(join(folder, name))).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

function answerOf(request: Request): Answer {
  try {
    return { ok: true, result: JSON.parse(JSON.stringify(basicFns[request.fn]?.(request.args) ?? null)) };
  } catch (error) {
    return { ok: false, error: (error as Error).message };
  }
}

describe.skipIf(!existsSync(folder))("single functions answer as the reference does", () => {
  const requests = existsSync(folder) ? lines<Request>("fn.requests.jsonl.gz") : [];
  const answers = existsSync(folder) ? lines<Answer>("fn.responses.jsonl.gz") : [];
  test.each(Object.keys(basicFns))("%s", (name) => {
    const different = requests.flatMap((request, index) => {
      if (request.fn !== name) return [];
      const wanted = answers[index] as Answer;
      const given = answerOf(request);
      const agrees =
        given.ok === wanted.ok &&
        given.error === wanted.error &&
        isDeepStrictEqual(given.result ?? null, wanted.result ?? null);
      return agrees ? [] : [{ args: request.args, given, wanted: { error: wanted.error, result: wanted.result } }];
    });
    expect(different).toEqual([]);
  });
});
