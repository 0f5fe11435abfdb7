/** `npm run demo`: BuildKit up, our image made, the graph of a real Dockerfile shown, and that Dockerfile built with it. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";
import { graphTable } from "./demo-graph.ts";
import { type Connection, connect } from "./e2e/connect.ts";
import { exitOnFailure, Failure, tell } from "./failure.ts";
import { messages } from "./messages.ts";
import { repository } from "./places.ts";
import { runStep } from "./run-command.ts";

const example = join(repository, "testdata/e2e/web-app");
const buildArgument = "VERSION=1.0";
const minute = 60;

async function demo(): Promise<void> {
  const shown = relative(process.cwd(), example);
  tell(messages.demoStep(1, messages.demoDaemon));
  await runTool("tools/buildkit/up.ts", 40 * minute);
  tell(messages.demoStep(2, messages.demoImage));
  await runTool("tools/image.ts", 15 * minute);
  const connection = await connect();
  const folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-demo-"));
  try {
    tell(messages.demoStep(3, messages.demoDump(shown)));
    await showGraph(connection, shown);
    tell(messages.demoStep(4, messages.demoBuild(shown, connection.ourImage)));
    await buildThroughSyntaxLine(connection, folder);
    tell(messages.demoStep(5, messages.demoResult));
    await showResult(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  tell(messages.demoEnd(connection.buildkitHost, connection.ourImage, connection.programs.buildctl));
}

/** Runs a program of ours to its end, with what it tells; says every 20 s that it is still at work. */
async function runTool(file: string, timeoutSeconds: number): Promise<void> {
  await runVisibly(process.execPath, [join(repository, file)], { what: file, timeoutSeconds });
}

interface VisibleRun {
  readonly what: string;
  readonly timeoutSeconds: number;
  readonly env?: Readonly<Record<string, string>>;
}

function runVisibly(
  program: string,
  args: readonly string[],
  { what, timeoutSeconds, env }: VisibleRun,
): Promise<void> {
  const start = performance.now();
  const stdio = ["ignore", "ignore", "inherit"] as const;
  const child = spawn(program, args, { stdio: [...stdio], env: { ...process.env, ...env }, cwd: repository });
  const clock = setInterval(() => tell(messages.demoAtWork(Math.round((performance.now() - start) / 1000))), 20_000);
  const bound = setTimeout(() => child.kill("SIGTERM"), timeoutSeconds * 1000);
  return new Promise<void>((resolve, reject) => {
    child.on("error", () => reject(new Failure(messages.commandMissing(program))));
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Failure(messages.demoStepFailed(what)))));
  }).finally(() => {
    clearInterval(clock);
    clearTimeout(bound);
  });
}

async function showGraph(connection: Connection, shown: string): Promise<void> {
  const dump = ["--conditions=source", "src/node/cli/main.ts", "dump", "--build-arg", buildArgument];
  tell(messages.demoCommand(`npx node ${dump.join(" ")} ${shown} | buildctl debug dump-llb`));
  // Definitions are binary: through a shell, as the person at the terminal would pipe them.
  const pipe = '"$1" --conditions=source src/node/cli/main.ts dump --build-arg "$2" "$3" | "$4" debug dump-llb';
  const words = [process.execPath, buildArgument, example, connection.programs.buildctl];
  const dumped = await runStep("bash", ["-o", "pipefail", "-c", pipe, "bash", ...words], {
    what: "dump",
    cwd: repository,
    env: connection.env,
    timeoutSeconds: 2 * minute,
  });
  process.stdout.write(graphTable(dumped, Math.min(process.stdout.columns ?? 110, 140)));
}

async function buildThroughSyntaxLine(connection: Connection, folder: string): Promise<void> {
  const dockerfile = readFileSync(join(example, "Dockerfile"), "utf8");
  writeFileSync(join(folder, "Dockerfile"), `# syntax=${connection.ourImage}\n${dockerfile}`);
  const args = [
    ...["build", "--progress", "plain", "--frontend", "dockerfile.v0", "--opt", `build-arg:${buildArgument}`],
    ...["--local", `context=${example}`, "--local", `dockerfile=${folder}`],
    ...["--output", `type=local,dest=${join(folder, "image")}`],
  ];
  await runVisibly(connection.programs.buildctl, args, {
    what: "buildctl build",
    timeoutSeconds: 10 * minute,
    env: connection.env,
  });
}

/** Starts the server that was built, asks it for its page, and ends it. */
async function showResult(folder: string): Promise<void> {
  const server = spawn(join(folder, "image/server"), {
    env: { ADDRESS: "127.0.0.1:0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const address = await listeningAddress(server);
    for (const path of ["/", "/api/version"]) {
      const answer = await fetch(`http://${address}${path}`, { signal: AbortSignal.timeout(5_000) });
      process.stdout.write(`GET ${path}  ${answer.status}\n${(await answer.text()).replace(/^/gm, "  ").trimEnd()}\n`);
    }
  } catch (error) {
    throw new Failure(messages.demoServerSilent((error as Error).message));
  } finally {
    server.kill("SIGTERM");
  }
}

function listeningAddress(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const bound = setTimeout(() => reject(new Error("no answer within 10 s")), 10_000);
    server.on("error", reject);
    server.on("exit", (code) => reject(new Error(`exit code ${code}`)));
    if (server.stdout === null) return;
    createInterface(server.stdout).on("line", (line) => {
      const [, address] = /^listening on (\S+)$/.exec(line) ?? [];
      if (address === undefined) return;
      clearTimeout(bound);
      resolve(address);
    });
  });
}

await exitOnFailure(demo);
