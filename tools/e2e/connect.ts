import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { clientEnvironment } from "../buildkit/buildx-builder.ts";
import { isDaemonReachable } from "../buildkit/daemon.ts";
import { externalBuildkitHost, readEndpoints } from "../buildkit/endpoints.ts";
import { Failure } from "../failure.ts";
import { findProgram } from "../find-program.ts";
import { messages } from "../messages.ts";
import { places } from "../places.ts";

/** What an end-to-end test or a benchmark works with. */
export interface Connection {
  readonly buildkitHost: string;
  /** host:port, plain http. */
  readonly registry: string;
  /** The reference frontend as an image, with its digest. */
  readonly referenceImage: string;
  /** Our frontend as an image, with its digest. */
  readonly ourImage: string;
  readonly programs: {
    readonly buildctl: string;
    readonly buildx: string;
    /** The reference frontend itself, as it runs inside its image. */
    readonly referenceFrontend: string;
  };
  /** The environment of the clients, beside that of this process. */
  readonly env: Readonly<Record<string, string>>;
}

/** The daemon that is up and both frontends on it; a Failure says in one sentence which of them is missing. */
export async function connect(): Promise<Connection> {
  const endpoints = readEndpoints();
  if (endpoints === undefined) throw new Failure(messages.notUp());
  const external = externalBuildkitHost(endpoints.buildkitHost);
  if (external !== undefined) throw new Failure(messages.otherDaemonIsUp(endpoints.buildkitHost, external));
  const programs = {
    buildctl: requireProgram(places.daemonPrograms, "buildctl"),
    buildx: requireProgram(places.daemonPrograms, "buildx"),
    referenceFrontend: requireProgram(places.oraclePrograms, "dockerfile-frontend"),
  };
  if (!(await isDaemonReachable(programs.buildctl, endpoints.buildkitHost))) throw new Failure(messages.notUp());
  const { buildkitHost, registry, referenceImage } = endpoints;
  const env = { ...clientEnvironment, BUILDKIT_HOST: buildkitHost };
  return { buildkitHost, registry, referenceImage, ourImage: readOurImage(registry), programs, env };
}

function readOurImage(registry: string): string {
  if (!existsSync(places.image)) throw new Failure(messages.noImage());
  const { reference } = JSON.parse(readFileSync(places.image, "utf8")) as { readonly reference: string };
  if (!reference.startsWith(`${registry}/`)) throw new Failure(messages.noImage());
  return reference;
}

function requireProgram(folder: string, name: string): string {
  const built = join(folder, name);
  const found = existsSync(built) ? built : findProgram(name);
  if (found === undefined) throw new Failure(messages.noProgram(name));
  return found;
}
