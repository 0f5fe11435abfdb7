import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildxBuilder } from "../buildkit/buildx-builder.ts";
import { type CommandResult, runCommand } from "../run-command.ts";
import type { Connection } from "./connect.ts";
import { type Progress, readProgress } from "./progress.ts";

export interface BuildRequest {
  /** The frontend's image; without it the daemon's own dockerfile.v0, which `# syntax=` may lead elsewhere. */
  readonly frontendImage?: string;
  /** Without it the client offers no folder for the main context, nor one for the Dockerfile. */
  readonly contextFolder?: string;
  /** The folder of the Dockerfile; by default the context. */
  readonly dockerfileFolder?: string;
  readonly filename?: string;
  /** Frontend opts: `target`, `platform`, `build-arg:NAME`, ... */
  readonly opts?: Readonly<Record<string, string>>;
  /** Folders by the name of their named context. */
  readonly namedContexts?: Readonly<Record<string, string>>;
  /** Values of buildctl's flags of these names, such as "id=token,src=/path". */
  readonly secrets?: readonly string[];
  readonly ssh?: readonly string[];
  readonly allow?: readonly string[];
  readonly outputs?: readonly string[];
  /** Further arguments of buildctl, such as --source-policy-file and its value. */
  readonly flags?: readonly string[];
  readonly noCache?: boolean;
  /** Seconds since 1970. */
  readonly sourceDateEpoch?: number;
  /** 180 by default. */
  readonly timeoutSeconds?: number;
}

export interface BuildResult {
  readonly code: number;
  readonly progress: Progress;
  /** What the client wrote to stderr beside the progress: the excerpt and the error. */
  readonly message: string;
  readonly stdout: Buffer;
  /** What the exporter answered, such as `containerimage.digest`. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface ClientOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string | Uint8Array;
  /** 180 by default. */
  readonly timeoutSeconds?: number;
}

const defaultTimeoutSeconds = 180;

/** The result of one `buildctl build`, failed or not. */
export async function build(connection: Connection, request: BuildRequest): Promise<BuildResult> {
  const folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-build-"));
  const metadataFile = join(folder, "metadata.json");
  try {
    const args = ["build", "--progress", "rawjson", "--metadata-file", metadataFile, ...buildArguments(request)];
    const result = await runBuildctl(connection, args, {
      timeoutSeconds: request.timeoutSeconds ?? defaultTimeoutSeconds,
    });
    const { progress, message } = readProgress(result.stderr.toString("utf8"));
    const metadata = existsSync(metadataFile) ? JSON.parse(readFileSync(metadataFile, "utf8")) : {};
    return { code: result.code, progress, message, stdout: result.stdout, metadata };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The result of buildctl with any arguments, on the daemon that is up. */
export function runBuildctl(
  connection: Connection,
  args: readonly string[],
  options: ClientOptions = {},
): Promise<CommandResult> {
  return runClient(connection, connection.programs.buildctl, args, options);
}

/** The result of `buildx COMMAND --builder ... ARGS`, on the daemon that is up, with no Docker Engine. */
export function runBuildx(
  connection: Connection,
  command: string,
  args: readonly string[],
  options: ClientOptions = {},
): Promise<CommandResult> {
  return runClient(connection, connection.programs.buildx, [command, "--builder", buildxBuilder, ...args], options);
}

function runClient(
  connection: Connection,
  program: string,
  args: readonly string[],
  options: ClientOptions,
): Promise<CommandResult> {
  return runCommand(program, args, {
    timeoutSeconds: defaultTimeoutSeconds,
    ...options,
    env: { ...connection.env, ...options.env },
  });
}

function buildArguments(request: BuildRequest): string[] {
  const { contextFolder, dockerfileFolder = contextFolder, filename, sourceDateEpoch } = request;
  const folders = { context: contextFolder, dockerfile: dockerfileFolder };
  const flags = (name: string, values: readonly string[] = []) => values.flatMap((value) => [`--${name}`, value]);
  const frontend =
    request.frontendImage === undefined
      ? ["--frontend", "dockerfile.v0"]
      : ["--frontend", "gateway.v0", "--opt", `source=${request.frontendImage}`];
  const contexts = Object.entries(request.namedContexts ?? {}).flatMap(([name, path]) => [
    ...["--opt", `context:${name}=local:${name}`],
    ...["--local", `${name}=${path}`],
  ]);
  const opts = { ...request.opts };
  if (filename !== undefined) opts["filename"] = filename;
  if (sourceDateEpoch !== undefined) opts["build-arg:SOURCE_DATE_EPOCH"] = String(sourceDateEpoch);
  return [
    ...frontend,
    ...Object.entries(folders).flatMap(([name, path]) => (path === undefined ? [] : ["--local", `${name}=${path}`])),
    ...contexts,
    ...flags(
      "opt",
      Object.entries(opts).map(([name, value]) => `${name}=${value}`),
    ),
    ...flags("secret", request.secrets),
    ...flags("ssh", request.ssh),
    ...flags("allow", request.allow),
    ...flags("output", request.outputs),
    ...(request.flags ?? []),
    ...(request.noCache === true ? ["--no-cache"] : []),
  ];
}
