import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildctlProgram } from "./buildkit/client-programs.ts";
import { Failure } from "./failure.ts";
import { messages } from "./messages.ts";
import { places } from "./places.ts";
import { logPath, runStep } from "./run-command.ts";

export interface ImageBuild {
  /** What a failure calls it. */
  readonly what: string;
  readonly buildkitHost: string;
  /** The image of the frontend; the daemon's own dockerfile.v0 by default. */
  readonly frontendImage?: string;
  /** The folder that holds the file called Dockerfile. */
  readonly dockerfileFolder: string;
  readonly contextFolder: string;
  /** Folders by the name of their named context. */
  readonly namedContexts?: Readonly<Record<string, string>>;
  readonly opts?: Readonly<Record<string, string>>;
  readonly noCache?: boolean;
  /** A value of buildctl's --output. */
  readonly output: string;
  readonly timeoutSeconds: number;
}

/** The digest ("sha256:...") of an image that buildctl builds; a Failure that names its log where it does not. */
export async function buildImage(build: ImageBuild): Promise<string> {
  const metadataFile = `${logPath(build.what)}.json`;
  mkdirSync(dirname(metadataFile), { recursive: true });
  rmSync(metadataFile, { force: true });
  await runStep(buildctlProgram(), buildctlArguments(build, metadataFile), {
    what: build.what,
    env: { DOCKER_CONFIG: places.dockerConfig, BUILDKIT_HOST: undefined },
    timeoutSeconds: build.timeoutSeconds,
  });
  const digest: unknown = JSON.parse(readFileSync(metadataFile, "utf8"))["containerimage.digest"];
  if (typeof digest !== "string") throw new Failure(messages.noDigest(build.what, metadataFile));
  return digest;
}

/** buildctl's --output for an image of several names ("host:port/name:tag") that is pushed to its registry. */
export function pushedImage(references: readonly string[]): string {
  // The whole is one record of CSV, so a list of names stands in quotes.
  return `type=image,"name=${references.join(",")}",push=true,oci-mediatypes=true`;
}

function buildctlArguments(build: ImageBuild, metadataFile: string): string[] {
  const frontend =
    build.frontendImage === undefined
      ? ["--frontend", "dockerfile.v0"]
      : ["--frontend", "gateway.v0", "--opt", `source=${build.frontendImage}`];
  const contexts = Object.entries(build.namedContexts ?? {}).flatMap(([name, folder]) => [
    ...["--opt", `context:${name}=local:${name}`],
    ...["--local", `${name}=${folder}`],
  ]);
  const opts = Object.entries(build.opts ?? {}).flatMap(([name, value]) => ["--opt", `${name}=${value}`]);
  return [
    ...["--addr", build.buildkitHost, "build", "--progress", "plain", ...frontend],
    ...["--local", `dockerfile=${build.dockerfileFolder}`, "--local", `context=${build.contextFolder}`],
    ...contexts,
    ...opts,
    ...(build.noCache === true ? ["--no-cache"] : []),
    ...["--output", build.output, "--metadata-file", join(metadataFile)],
  ];
}
