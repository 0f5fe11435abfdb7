import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownBuildkitHost } from "../places.ts";
import { type BuildRequest, type BuildResult, build, runBuildx } from "./build.ts";
import { type Connection, connect } from "./connect.ts";
import { logsOf } from "./progress.ts";
import { pushImage } from "./site-images.ts";

const timeout = 120_000;
let connection: Connection;
let folder: string;

beforeAll(async () => {
  connection = await connect();
  folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-syntax-"));
});

afterAll(() => rmSync(folder ?? "", { recursive: true, force: true }));

function contextOf(dockerfile: string): string {
  const context = mkdtempSync(join(folder, "context-"));
  writeFileSync(join(context, "Dockerfile"), dockerfile);
  return context;
}

async function buildFile(dockerfile: string, request: Partial<BuildRequest> = {}): Promise<BuildResult> {
  return build(connection, { contextFolder: contextOf(dockerfile), noCache: true, timeoutSeconds: 90, ...request });
}

/** The images of the frontends that a build loaded, in order. */
function frontendsOf({ progress }: BuildResult): string[] {
  const prefix = "docker-image://";
  return progress.vertices
    .map(({ name }) => name)
    .flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
}

const steps = "FROM busybox\nARG WHO=nobody\nRUN echo hello $WHO\n";

test("a # syntax= line brings the daemon's own frontend to ours", { timeout }, async () => {
  const { ourImage } = connection;
  const result = await buildFile(`# syntax=${ourImage}\n${steps}`, { opts: { "build-arg:WHO": "you" } });
  expect([result.code, result.message]).toEqual([0, ""]);
  expect(frontendsOf(result)).toEqual([ourImage]);
  expect(logsOf(result.progress, "RUN echo")).toBe("hello you\n");
});

test("an error reaches the user through # syntax= as it does directly", { timeout }, async () => {
  const dockerfile = `# syntax=${connection.ourImage}\nFROM busybox\nRUN exit 3\n`;
  const through = await buildFile(dockerfile);
  const direct = await buildFile(dockerfile, { frontendImage: connection.ourImage, opts: { cmdline: "" } });
  expect(through.code).toBe(1);
  expect(through.message).toContain(">>> RUN exit 3");
  expect(through.message).toBe(direct.message);
});

test("a # syntax= line brings ours to another frontend, with all it was asked for", { timeout }, async () => {
  const { ourImage, referenceImage } = connection;
  const opts = { "build-arg:WHO": "you", target: "last" };
  const dockerfile = `# syntax=${referenceImage}\n${steps.replace("busybox", "busybox AS last")}FROM last\nRUN exit 1\n`;
  const result = await buildFile(dockerfile, { frontendImage: ourImage, opts });
  expect([result.code, result.message]).toEqual([0, ""]);
  expect(frontendsOf(result)).toEqual([ourImage, referenceImage]);
  expect(logsOf(result.progress, "RUN echo")).toBe("hello you\n");
});

test("an error in the file that another frontend built shows that file", { timeout }, async () => {
  const { ourImage, referenceImage } = connection;
  const result = await buildFile(`# syntax=${referenceImage}\nFROM busybox\nRUN exit 3\n`, { frontendImage: ourImage });
  expect(result.code).toBe(1);
  expect(result.message).toContain(">>> RUN exit 3");
});

test("a frontend that is not there is an error at the # syntax= line", { timeout }, async () => {
  const { ourImage, referenceImage, registry } = connection;
  const dockerfile = `# syntax=${registry}/no-such-frontend:1\nFROM busybox\n`;
  const ours = await buildFile(dockerfile, { frontendImage: ourImage });
  const reference = await buildFile(dockerfile, { frontendImage: referenceImage });
  expect(ours.code).toBe(1);
  expect(ours.message).toContain(`>>> # syntax=${registry}/no-such-frontend:1`);
  expect(ours.message).toBe(reference.message);
});

test.each([
  ["the daemon's own to ours", undefined, "ourImage"],
  ["ours to the reference", "ourImage", "referenceImage"],
  ["the reference to ours", "referenceImage", "ourImage"],
] as const)("BUILDKIT_SYNTAX leads from %s", { timeout }, async (_, from, to) => {
  const opts = { "build-arg:BUILDKIT_SYNTAX": connection[to], "build-arg:WHO": "you" };
  const frontendImage = from === undefined ? {} : { frontendImage: connection[from] };
  const result = await buildFile(`# syntax=docker.io/library/absent:1\n${steps}`, { ...frontendImage, opts });
  expect([result.code, result.message]).toEqual([0, ""]);
  expect(frontendsOf(result)).toEqual([...(from === undefined ? [] : [connection[from]]), connection[to]]);
  expect(logsOf(result.progress, "RUN echo")).toBe("hello you\n");
});

test("a BUILDKIT_SYNTAX that is not there is the reference's error", { timeout }, async () => {
  const opts = { "build-arg:BUILDKIT_SYNTAX": `${connection.registry}/no-such-frontend:1` };
  const { ourImage, referenceImage } = connection;
  const [ours, reference] = await Promise.all(
    [ourImage, referenceImage].map((frontendImage) => buildFile(steps, { frontendImage, opts })),
  );
  expect([ours?.code, ours?.message]).toEqual([1, reference?.message]);
});

// The daemon itself refuses a capability that an image does not say it has: hence frontends that say too much.
test("a capability that we lack is asked of the frontend of the # syntax= line, where that is allowed", {
  timeout,
}, async () => {
  const caps = ["moby.buildkit.frontend.contexts", "e2e.unheard-of"];
  const boast = (name: string, image: string) =>
    pushImage({ connection, folder }, name, `FROM ${image}\nLABEL moby.buildkit.frontend.caps=${caps.join(",")}\n`);
  const [ours, reference] = await Promise.all([
    boast("e2e-ours", connection.ourImage),
    boast("e2e-reference", connection.referenceImage),
  ]);
  const dockerfile = `# syntax=${reference}\n${steps}`;
  for (const [forward, next] of [
    ["+forward", [reference]],
    ["", []],
  ] as const) {
    const opts = { "frontend.caps": caps.join(",") + forward };
    const [byOurs, byReference] = await Promise.all(
      [ours, reference].map((frontendImage) => buildFile(dockerfile, { frontendImage, opts })),
    );
    expect(byOurs?.message).toContain("unsupported frontend capability e2e.unheard-of");
    expect([byOurs?.code, byOurs?.message]).toEqual([1, byReference?.message]);
    expect(byOurs === undefined ? [] : frontendsOf(byOurs)).toEqual([ours, ...next]);
  }
});

test("the name that most Dockerfiles have in that line works", { timeout }, async ({ skip }) => {
  // Another daemon would ask docker.io for it.
  if (connection.buildkitHost !== ownBuildkitHost) skip();
  const result = await buildFile(`# syntax=docker/dockerfile:1\n${steps}`, { frontendImage: connection.ourImage });
  expect([result.code, result.message]).toEqual([0, ""]);
  // The image itself may go by another name: the daemon names equal images after the one that it met first.
  const names = result.progress.vertices.map(({ name }) => name);
  expect(names).toContain("resolve image config for docker-image://docker.io/docker/dockerfile:1");
});

test("docker buildx build and its --call work through the # syntax= line", { timeout }, async () => {
  const dockerfile = `# syntax=${connection.ourImage}\nFROM busybox AS one\nFROM one as two\n`;
  const context = contextOf(dockerfile);
  const built = await runBuildx(connection, "build", ["--progress", "plain", context], { timeoutSeconds: 90 });
  expect(built.stderr.toString()).toContain(connection.ourImage);
  expect(built.code).toBe(0);
  const targets = await runBuildx(connection, "build", ["--call", "targets,format=json", context], {
    timeoutSeconds: 90,
  });
  const names = JSON.parse(targets.stdout.toString()).targets.map((target: { readonly name: string }) => target.name);
  expect(names).toEqual(["one", "two"]);
});
