import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { externalBuildkitHost } from "../buildkit/endpoints.ts";
import { ownBuildkitHost } from "../places.ts";
import { build } from "./build.ts";
import { type ContainerProcess, containerProcesses } from "./container-processes.ts";
import { type PrivateDaemon, startPrivateDaemon } from "./private-daemon.ts";
import { assertAllCached, stepsThatRan } from "./progress.ts";
import { openSite, type Site } from "./site.ts";
import { writeFolder } from "./write-folder.ts";

const timeout = 120_000;
/** Within which a frontend's process must be gone, and what the machine may add when it is busy. */
const gone = 1_000 + 500;
// Another daemon than ours may be all there is: then there is no program for one more.
const isOurDaemon = externalBuildkitHost(ownBuildkitHost) === undefined;
let site: Site;
let daemon: PrivateDaemon;

beforeAll(async () => {
  if (!isOurDaemon) return;
  site = await openSite();
  daemon = await startPrivateDaemon(site.connection.registry);
}, timeout);

afterAll(async () => {
  await daemon?.end();
  site?.end();
}, 60_000);

test.runIf(isOurDaemon)("what a build exported as cache is imported where nothing was built", { timeout }, async () => {
  const { ourImage, referenceImage, registry } = site.connection;
  const salt = randomBytes(8).toString("hex");
  const dockerfile = `FROM busybox AS one\nRUN echo ${salt} >/one\nFROM busybox\nCOPY --from=one /one /\nRUN cat /one >/two\n`;
  const contextFolder = writeFolder(join(site.folder, "cached"), { Dockerfile: dockerfile });
  const cache = `type=registry,ref=${registry}/e2e-cache:${salt}`;
  const exported = await build(site.connection, {
    ...{ contextFolder, frontendImage: referenceImage },
    flags: ["--export-cache", `${cache},mode=max`],
  });
  expect([exported.code, exported.message, stepsThatRan(exported.progress).length]).toEqual([0, "", 3]);
  const elsewhere = { ...site.connection, env: { ...site.connection.env, BUILDKIT_HOST: daemon.address } };
  const imported = await build(elsewhere, { contextFolder, frontendImage: ourImage, flags: ["--import-cache", cache] });
  expect([imported.code, imported.message]).toEqual([0, ""]);
  assertAllCached(imported.progress);
});

interface WaitingBuild {
  readonly client: ChildProcess;
  /** Its exit code; undefined where a signal ended it. */
  readonly ended: Promise<number | undefined>;
  readonly frontend: ContainerProcess;
}

/** A build by our frontend that waits for a context that never comes. */
async function startWaiting(): Promise<WaitingBuild> {
  const path = `/silent/${randomBytes(8).toString("hex")}`;
  const frontend = ["--frontend", "gateway.v0", "--opt", `source=${site.connection.ourImage}`];
  const args = ["--addr", daemon.address, "build", ...frontend, "--opt", `context=${site.sources.url}${path}`];
  const client = spawn(site.connection.programs.buildctl, args, {
    stdio: "ignore",
    env: { ...process.env, ...site.connection.env },
  });
  const ended = new Promise<number | undefined>((resolve) => client.on("exit", (code) => resolve(code ?? undefined)));
  await until(() => site.sources.silent.has(path), 60_000);
  const [process_, ...others] = frontends();
  expect(others).toEqual([]);
  if (process_ === undefined) throw new Error("no frontend runs");
  return { client, ended, frontend: process_ };
}

function frontends(): ContainerProcess[] {
  return containerProcesses(daemon.cgroupParent).filter(({ isFrontend }) => isFrontend);
}

/** Milliseconds until the claim holds; it throws after so many. */
async function until(claim: () => boolean, milliseconds: number): Promise<number> {
  const start = performance.now();
  while (!claim()) {
    if (performance.now() - start > milliseconds) throw new Error(`not within ${milliseconds} ms: ${claim}`);
    await wait(20);
  }
  return performance.now() - start;
}

test.runIf(isOurDaemon).each(["SIGINT", "SIGKILL"] as const)(
  "a client that is ended by %s takes the frontend along",
  { timeout },
  async (signal) => {
    const { client, ended } = await startWaiting();
    client.kill(signal);
    await until(() => frontends().length === 0, gone);
    expect(await ended).not.toBe(0);
  },
);

test.runIf(isOurDaemon)("a frontend that is told to end ends, and so does the build", { timeout }, async () => {
  const { ended, frontend } = await startWaiting();
  process.kill(frontend.pid, "SIGTERM");
  await until(() => frontends().length === 0, gone);
  expect(await ended).toBe(1);
});

test.runIf(isOurDaemon)(
  "a daemon that dies leaves no frontend behind, though nothing else ends it",
  { timeout },
  async () => {
    const { ended, frontend } = await startWaiting();
    process.kill(frontend.pid, "SIGSTOP");
    daemon.kill();
    await wait(500);
    expect(frontends()).toEqual([frontend]);
    process.kill(frontend.pid, "SIGCONT");
    await until(() => frontends().length === 0, gone);
    expect(await ended).toBe(1);
  },
);
