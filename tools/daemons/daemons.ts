import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEndpoints } from "../buildkit/endpoints.ts";
import { connect } from "../e2e/connect.ts";
import { exitOnFailure, Failure, tell } from "../failure.ts";
import { messages as toolMessages } from "../messages.ts";
import { repository } from "../places.ts";
import { makeDebianRoot } from "./debian-root.ts";
import { type RunningEngine, startEngine } from "./engine.ts";
import { messages } from "./messages.ts";
import { engineSuites, enginesVariable, openDaemons, type TestedDaemon } from "./tested-daemons.ts";

const testMinutes = 30;

/** Builds with our image on BuildKit and on two Docker Engines, which run for these tests only. */
async function daemons(): Promise<void> {
  if (process.getuid?.() !== 0) throw new Failure(messages.rootNeeded());
  // Whatever goes wrong so far, nothing was started that is not meant to stay.
  await runScript("tools/buildkit/up.ts");
  await runScript("tools/image.ts");
  const registry = readEndpoints()?.registry;
  if (registry === undefined) throw new Failure(toolMessages.notUp());
  const roots: [string, string][] = [];
  for (const suite of engineSuites) roots.push([suite, await makeDebianRoot(suite)]);

  const interruption = new AbortController();
  const interrupt = (name: NodeJS.Signals) => interruption.abort(new Failure(messages.interrupted(name)));
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, interrupt);
  const engines: RunningEngine[] = [];
  const scratch = mkdtempSync(join(tmpdir(), "dockerfile-llb-daemons-"));
  try {
    tell(messages.starting(engineSuites));
    const { signal } = interruption;
    const starts = roots.map(([suite, root]) => startEngine({ suite, root, registry, signal }));
    for (const start of await Promise.allSettled(starts)) if (start.status === "fulfilled") engines.push(start.value);
    await Promise.all(starts);
    process.env[enginesVariable] = JSON.stringify(engines);
    await runTests(openDaemons(await connect()), scratch, signal);
  } finally {
    await Promise.all(engines.map((engine) => engine.end()));
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

function runScript(script: string): Promise<void> {
  const child = spawn(process.execPath, [join(repository, script)], { stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Failure(messages.helperFailed(script, code ?? 1)));
    });
  });
}

async function runTests(tested: readonly TestedDaemon[], scratch: string, signal: AbortSignal): Promise<void> {
  for (const daemon of tested) tell(messages.version(daemon.name, await daemon.versions()));
  signal.throwIfAborted();
  const vitest = [join(repository, "node_modules/.bin/vitest"), "run", "--config", ".vitest.ts", "--maxWorkers=2"];
  // "npm run test:daemons -- -t sid" are arguments of vitest.
  const chosen = [join(repository, "tools/daemons"), ...process.argv.slice(2)];
  // A process group of its own, with the clients that the tests start; gone with this process, however it ends.
  const child = spawn("setpriv", ["--pdeathsig", "KILL", process.execPath, ...vitest, ...chosen], {
    cwd: repository,
    detached: true,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, TMPDIR: scratch },
  });
  const end = () => killGroup(child.pid);
  signal.addEventListener("abort", end);
  let timedOut = false;
  const bound = setTimeout(() => {
    timedOut = true;
    end();
  }, testMinutes * 60_000);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  clearTimeout(bound);
  end();
  signal.throwIfAborted();
  if (timedOut) throw new Failure(messages.timedOut(testMinutes));
  if (code !== 0) throw new Failure(messages.testsFailed(tested.map((daemon) => daemon.log)));
}

function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, "SIGKILL");
  } catch {
    // Nothing of it is left.
  }
}

await exitOnFailure(daemons);
