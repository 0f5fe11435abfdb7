import { existsSync, readFileSync } from "node:fs";
import { clientEnvironment } from "../buildkit/buildx-builder.ts";
import { buildctlProgram, buildxProgram } from "../buildkit/client-programs.ts";
import { isDaemonReachable } from "../buildkit/daemon.ts";
import { externalBuildkitHost, readEndpoints } from "../buildkit/endpoints.ts";
import { Failure } from "../failure.ts";
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
  const programs = { buildctl: buildctlProgram(), buildx: buildxProgram() };
  if (!(await isDaemonReachable(endpoints.buildkitHost))) throw new Failure(messages.notUp());
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
