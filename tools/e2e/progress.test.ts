import { expect, test } from "vitest";
import { assertAllCached, logsOf, readProgress, stepNames, stepsThatRan } from "./progress.ts";

const started = "2026-01-01T00:00:00Z";

function stderrOf(...reports: unknown[]): string {
  return reports.map((report) => `${JSON.stringify(report)}\n`).join("");
}

test("the last report of a vertex counts, and what is no report is the message", () => {
  const stderr = `${stderrOf(
    { vertexes: [{ digest: "a", name: "[1/1] RUN x" }] },
    { vertexes: [{ digest: "a", name: "[1/1] RUN x", started, cached: true }] },
    { logs: [{ vertex: "a", data: Buffer.from("hello ").toString("base64") }] },
    { logs: [{ vertex: "a", data: Buffer.from("you").toString("base64") }] },
  )}time="2026-01-01T00:00:00Z" level=warning msg="no fsverity"\nDockerfile:2\nerror: no\n`;
  const { progress, message } = readProgress(stderr);
  expect(progress.vertices).toEqual([{ digest: "a", name: "[1/1] RUN x", started, cached: true }]);
  expect(logsOf(progress, "RUN x")).toBe("hello you");
  expect(message).toBe("Dockerfile:2\nerror: no");
  expect(() => assertAllCached(progress)).not.toThrow();
});

test("a report may be broken into lines", () => {
  const report = { vertexes: [{ digest: "a", name: "RUN {\n}", started }] };
  const { progress, message } = readProgress(`first\n${JSON.stringify(report, null, 2)}\nlast\n`);
  expect([progress.vertices, message]).toEqual([report.vertexes, "first\nlast"]);
});

test("a step that started and is not cached ran; one that never started did not", () => {
  const { progress } = readProgress(
    stderrOf({
      vertexes: [
        { digest: "a", name: "[1/2] RUN a", started },
        { digest: "b", name: "[2/2] RUN b" },
        { digest: "c", name: "[internal] load build definition from Dockerfile", started },
        { digest: "d", name: "[linux/arm64 internal] load metadata for docker.io/library/busybox:latest", started },
        { digest: "e", name: "[context base] load metadata", started },
        { digest: "f", name: "docker-image://localhost:1/frontend", started },
      ],
    }),
  );
  expect(stepsThatRan(progress)).toEqual(["[1/2] RUN a"]);
  expect(() => assertAllCached(progress)).toThrow("not from the cache: [1/2] RUN a");
});

test("a FROM that was only resolved did not run, one that was extracted did", () => {
  const from = { digest: "a", name: "[1/2] FROM docker.io/library/busybox:latest", started };
  const resolved = { statuses: [{ vertex: "a", id: "resolve docker.io/library/busybox:latest" }] };
  const extracted = { statuses: [{ vertex: "a", id: "extracting sha256:0" }] };
  expect(stepsThatRan(readProgress(stderrOf({ vertexes: [from] }, resolved)).progress)).toEqual([]);
  const mounted = { ...from, name: "FROM docker.io/library/busybox:latest" };
  expect(stepsThatRan(readProgress(stderrOf({ vertexes: [mounted] }, resolved)).progress)).toEqual([]);
  expect(stepsThatRan(readProgress(stderrOf({ vertexes: [from] }, resolved, extracted)).progress)).toEqual([from.name]);
});

test("steps go by their names, sources by none: another build may have named them", () => {
  const names = ["[linux/arm64 a 2/2] RUN x", "[b 2/2] RUN y", "[linux/amd64 a 2/2] RUN x", "[a 1/2] FROM docker.io/x"];
  const sources = ["FROM docker.io/x", "[context base] busybox:latest", "docker-image://localhost:1/frontend"];
  const vertexes = [...names, ...sources].map((name, index) => ({ digest: String(index), name, started }));
  expect(stepNames(readProgress(stderrOf({ vertexes })).progress)).toEqual(["[a 2/2] RUN x", "[b 2/2] RUN y"]);
});
