import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../places.ts";
import { type BuildRequest, type BuildResult, build } from "./build.ts";
import type { CaseInputs } from "./case-inputs.ts";
import type { EndToEndCase } from "./cases.ts";
import type { Connection } from "./connect.ts";
import { type ArchivedImage, readImageArchive } from "./image-archive.ts";
import { saltedDockerfile } from "./salted-dockerfile.ts";

/** The folder with a folder for each case. */
export const casesFolder: string = join(repository, "testdata/e2e");

/** A daemon with a client that asks it to build. */
export interface Builder {
  readonly build: (request: BuildRequest) => Promise<BuildResult>;
  /** Builds images and leaves them in a file, in the layout of OCI archives. */
  readonly archive: (request: BuildRequest, file: string) => Promise<BuildResult>;
}

/** The daemon that is up, asked by buildctl. */
export function connectionBuilder(connection: Connection): Builder {
  return {
    build: (request) => build(connection, request),
    archive: (request, file) => build(connection, { ...request, outputs: [`type=oci,dest=${file}`] }),
  };
}

/** Where builds of cases run, and with what. */
export interface CaseBench {
  readonly builder: Builder;
  readonly inputs: CaseInputs;
  /** A folder for files of this run. */
  readonly scratch: string;
}

export interface BuiltCase {
  readonly result: BuildResult;
  readonly images: readonly ArchivedImage[];
}

/** Equal times in two images, so that configs and histories can be compared. */
const sourceDateEpoch = 1_700_000_000;
const timeoutSeconds = 400;

/** The images of a case, made by that frontend with nothing from the cache. */
export async function buildUncached(bench: CaseBench, one: EndToEndCase, frontendImage: string): Promise<BuiltCase> {
  const archive = join(bench.scratch, `${one.name}.tar`);
  const request = { ...requestOf(bench, one), frontendImage, noCache: true, sourceDateEpoch };
  const result = await bench.builder.archive(request, archive);
  if (result.code !== 0) throw new Error(`${one.name} with ${frontendImage}: ${result.message}`);
  return { result, images: await readImageArchive(archive) };
}

/** A build of a case with cache, of a Dockerfile that only builds of the same salt share. */
export async function buildSalted(
  bench: CaseBench,
  one: EndToEndCase,
  frontendImage: string,
  salt: string,
): Promise<BuildResult> {
  const dockerfileFolder = join(bench.scratch, `${one.name}-${salt}`);
  const dockerfile = readFileSync(join(casesFolder, one.name, "Dockerfile"), "utf8");
  mkdirSync(dockerfileFolder, { recursive: true });
  writeFileSync(join(dockerfileFolder, "Dockerfile"), saltedDockerfile(dockerfile, salt));
  const result = await bench.builder.build({ ...requestOf(bench, one), frontendImage, dockerfileFolder });
  if (result.code !== 0) throw new Error(`${one.name} with ${frontendImage}: ${result.message}`);
  return result;
}

function requestOf({ inputs }: CaseBench, { name, opts, namedContexts = {} }: EndToEndCase): BuildRequest {
  const contextFolder = join(casesFolder, name);
  const folders = Object.entries(namedContexts).map(([context, folder]) => [context, join(contextFolder, folder)]);
  return {
    contextFolder,
    namedContexts: Object.fromEntries(folders),
    secrets: inputs.secrets,
    ssh: inputs.ssh,
    timeoutSeconds,
    ...(opts === undefined ? {} : { opts }),
  };
}
