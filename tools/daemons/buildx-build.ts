import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BuildRequest, BuildResult, ClientOptions } from "../e2e/build.ts";
import { readProgress } from "../e2e/progress.ts";
import type { CommandResult } from "../run-command.ts";

/** A buildx and the daemon that it builds on. */
export interface Buildx {
  /** What a test calls it. */
  readonly name: string;
  /** The result of `buildx ARGS`; the first of them is the command. */
  readonly run: (args: readonly string[], options: ClientOptions) => Promise<CommandResult>;
}

/**
 * The result of one `buildx build`. The image of a frontend stands in the Dockerfile's `# syntax=`, so the daemon's own
 * frontend reads it first, as it does for a user. There is no metadata: to ask for it is one step more of each build.
 */
export async function buildxBuild(
  buildx: Buildx,
  request: BuildRequest,
  flags: readonly string[],
): Promise<BuildResult> {
  const folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-buildx-"));
  try {
    const file = writeDockerfile(request, folder);
    const own = ["build", "--progress", "rawjson", "--provenance=false", "-f", file];
    const { contextFolder = folder, timeoutSeconds = 180 } = request;
    const result = await buildx.run([...own, ...flags, ...buildFlags(request), contextFolder], { timeoutSeconds });
    const { progress, message } = readProgress(result.stderr.toString("utf8"));
    return { code: result.code, progress, message, stdout: result.stdout, metadata: {} };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The path of the request's Dockerfile in a folder of its own, with its ignore file and a line for its frontend. */
function writeDockerfile(request: BuildRequest, folder: string): string {
  const { contextFolder = folder, dockerfileFolder = contextFolder, filename = "Dockerfile", frontendImage } = request;
  const written = join(folder, "dockerfile", filename);
  const ignoreFile = `${join(dockerfileFolder, filename)}.dockerignore`;
  mkdirSync(join(written, ".."), { recursive: true });
  const syntax = frontendImage === undefined ? "" : `# syntax=${frontendImage}\n`;
  writeFileSync(written, syntax + readFileSync(join(dockerfileFolder, filename), "utf8"));
  if (existsSync(ignoreFile)) cpSync(ignoreFile, `${written}.dockerignore`);
  return written;
}

/** The flags for what buildctl calls opts. */
const flagsOfOpts: readonly (readonly [prefix: string, flag: string])[] = [
  ["build-arg:", "--build-arg"],
  ["label:", "--label"],
  ["context:", "--build-context"],
];

function buildFlags(request: BuildRequest): string[] {
  const { opts = {}, namedContexts = {}, secrets, ssh, allow, outputs = ["type=cacheonly"], sourceDateEpoch } = request;
  const each = (flag: string, values: readonly string[] = []) => values.flatMap((value) => [flag, value]);
  const times = sourceDateEpoch === undefined ? [] : [`SOURCE_DATE_EPOCH=${sourceDateEpoch}`];
  return [
    ...Object.entries(opts).flatMap(([name, value]) => optFlags(name, value)),
    ...Object.entries(namedContexts).flatMap(([name, path]) => ["--build-context", `${name}=${path}`]),
    ...each("--build-arg", times),
    ...each("--secret", secrets),
    ...each("--ssh", ssh),
    ...each("--allow", allow),
    ...each("--output", outputs),
    ...(request.flags ?? []),
    ...(request.noCache === true ? ["--no-cache"] : []),
  ];
}

function optFlags(name: string, value: string): string[] {
  const known = flagsOfOpts.find(([prefix]) => name.startsWith(prefix));
  if (known !== undefined) return [known[1], `${name.slice(known[0].length)}=${value}`];
  return [`--${name}`, value];
}
