import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { buildxProgram } from "../buildkit/client-programs.ts";
import { type BuildRequest, runBuildctl, runBuildx } from "../e2e/build.ts";
import type { Builder } from "../e2e/case-build.ts";
import type { Connection } from "../e2e/connect.ts";
import { Failure } from "../failure.ts";
import { ownBuildkitHost, places } from "../places.ts";
import { isRunning } from "../process-identity.ts";
import { logPath } from "../run-command.ts";
import { type Buildx, buildxBuild } from "./buildx-build.ts";
import { type Engine, runInEngine } from "./engine.ts";
import { messages } from "./messages.ts";

/** A daemon that both frontends build on. */
export interface TestedDaemon extends Builder {
  readonly name: string;
  readonly log: string;
  /** The buildx that belongs to it, and the one that `buildkit:up` builds. */
  readonly clients: readonly [Buildx, ...Buildx[]];
  /** What it consists of, each with its version. */
  readonly versions: () => Promise<readonly string[]>;
}

/** The suites of Debian whose Docker Engines are tested. */
export const engineSuites: readonly string[] = ["trixie", "sid"];

/** The variable that tells the tests of the engines that run, in JSON. */
export const enginesVariable = "DOCKERFILE_LLB_ENGINES";

/** What the tests call each daemon, in the order of `openDaemons`. */
export const daemonNames: readonly string[] = ["BuildKit", ...engineSuites.map((suite) => `Docker Engine of ${suite}`)];

/** Every daemon that is tested; a Failure where an engine does not run. */
export function openDaemons(connection: Connection): readonly TestedDaemon[] {
  const engines: readonly Engine[] = JSON.parse(process.env[enginesVariable] ?? "[]");
  return [
    buildkit(connection),
    ...engineSuites.map((suite) => {
      const engine = engines.find((one) => one.suite === suite);
      if (engine === undefined || !isRunning(engine.first)) throw new Failure(messages.notUp(suite));
      return dockerEngine(engine);
    }),
  ];
}

function buildkit(connection: Connection): TestedDaemon {
  const client: Buildx = {
    name: "buildx",
    run: ([command = "", ...args], options) => runBuildx(connection, command, args, options),
  };
  return {
    name: "BuildKit",
    log: logPath("buildkitd"),
    clients: [client],
    versions: async () => [`buildkitd ${await daemonVersion(connection)}`, pinnedVersion()],
    build: (request) => buildxBuild(client, request, []),
    archive: (request, file) => buildxBuild(client, { ...request, outputs: [`type=oci,dest=${file}`] }, []),
  };
}

function dockerEngine(engine: Engine): TestedDaemon {
  const own: Buildx = {
    name: "docker buildx",
    run: (args, options) => runInEngine(engine, ["docker", "buildx", ...args], { timeoutSeconds: 180, ...options }),
  };
  const ours: Buildx = {
    name: "buildx",
    run: (args, options) => runInEngine(engine, [buildxProgram(), ...args], { timeoutSeconds: 180, ...options }),
  };
  // It has no network of its own for containers.
  const build = (request: BuildRequest) => buildxBuild(own, request, ["--network=host"]);
  const archive = async (request: BuildRequest, file: string) => {
    const tag = `test/${basename(file).replace(/[^a-z0-9]+/g, "-")}:latest`;
    const result = await build({ ...request, outputs: ["type=docker"], flags: ["--tag", tag] });
    if (result.code === 0) await askEngine(engine, ["docker", "save", "-o", file, tag]);
    return result;
  };
  return {
    name: `Docker Engine of ${engine.suite}`,
    log: engine.log,
    clients: [own, ours],
    versions: async () => [...(await engineVersions(engine)), await buildxVersion(own), pinnedVersion()],
    build,
    archive,
  };
}

interface DockerVersion {
  readonly Server: {
    readonly Version: string;
    readonly Components: readonly { readonly Name: string; readonly Version: string }[];
  };
}

async function engineVersions(engine: Engine): Promise<string[]> {
  const version: DockerVersion = JSON.parse(await askEngine(engine, ["docker", "version", "--format", "{{json .}}"]));
  const driver = await askEngine(engine, ["docker", "info", "--format", "{{.Driver}}"]);
  const parts = version.Server.Components.filter(({ Name }) => Name === "containerd" || Name === "runc");
  return [
    `Docker Engine ${version.Server.Version} (${driver})`,
    ...parts.map(({ Name, Version }) => `${Name} ${Version}`),
  ];
}

/** What a program inside the engine's namespaces, which must succeed, writes to stdout, trimmed. */
async function askEngine(engine: Engine, command: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runInEngine(engine, command, { timeoutSeconds: 60 });
  if (code !== 0)
    throw new Failure(messages.askingFailed(command.join(" "), stderr.toString("utf8").trim(), engine.log));
  return stdout.toString("utf8").trim();
}

const unknown = "of an unknown version";

/** "docker buildx 0.29.1" */
async function buildxVersion(client: Buildx): Promise<string> {
  const { stdout } = await client.run(["version"], { timeoutSeconds: 60 });
  return `${client.name} ${stdout.toString("utf8").split(/\s+/)[1] ?? unknown}`;
}

// Built from their modules, our programs do not know their own versions.
function builtVersion(module: string): string {
  const required = readFileSync(join(places.daemonModule, "go.mod"), "utf8").split("\n");
  const line = required.map((one) => one.trim().split(" ")).find(([name]) => name === module);
  return line?.[1] ?? unknown;
}

function pinnedVersion(): string {
  return `buildx ${builtVersion("github.com/docker/buildx")}`;
}

async function daemonVersion(connection: Connection): Promise<string> {
  if (connection.buildkitHost === ownBuildkitHost) return builtVersion("github.com/moby/buildkit");
  const { stdout } = await runBuildctl(connection, ["debug", "info"]);
  return /^BuildKit:\s+\S+\s+(\S+)/.exec(stdout.toString("utf8"))?.[1] ?? unknown;
}
