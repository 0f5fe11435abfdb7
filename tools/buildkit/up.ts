import { mkdirSync } from "node:fs";
import { exitOnFailure, Failure, tell } from "../failure.ts";
import { findProgram } from "../find-program.ts";
import { withLock } from "../lock.ts";
import { messages } from "../messages.ts";
import { publicReferenceImage, pushReferenceImage } from "../oracle/reference-image.ts";
import { ownBuildkitHost, places } from "../places.ts";
import { createBuildxBuilder } from "./buildx-builder.ts";
import { buildxProgram } from "./client-programs.ts";
import { endDaemon, isDaemonReachable, isOwnDaemonRunning, startDaemon } from "./daemon.ts";
import { type Endpoints, externalBuildkitHost, readEndpoints, writeEndpoints } from "./endpoints.ts";
import { buildDaemonPrograms, buildReferenceProgram, findGo, type GoToolchain, minimumGo } from "./go-programs.ts";
import { isRegistryReachable, startRegistry } from "./registry.ts";
import { readMachine } from "./seed/machine.ts";
import { seedBaseImages } from "./seed/seed-base-images.ts";
import { requireSystemPackages } from "./system-packages.ts";

/** Brings up whatever is not up; prints lines of shell to stdout, all else to stderr. */
async function up(): Promise<void> {
  mkdirSync(places.buildkit, { recursive: true });
  const external = externalBuildkitHost(ownBuildkitHost);
  const go = await findGo();
  const endpoints = external === undefined ? await bringUpOwn(go) : await prepareExternal(external, go);
  await createBuildxBuilder(buildxProgram(), endpoints.buildkitHost);
  writeEndpoints(endpoints);
  printExports(endpoints);
}

/** Our own daemon and registry, running, with base images and the reference's image. */
async function bringUpOwn(go: GoToolchain | undefined): Promise<Endpoints> {
  if (go === undefined) throw new Failure(messages.goMissing(minimumGo));
  const daemonKey = await buildDaemonPrograms(go);
  const referenceKey = await buildReferenceProgram(go);
  await requireSystemPackages();
  if (process.getuid?.() !== 0) throw new Failure(messages.rootNeeded());
  const registry = await startRegistry();
  if (!(await isOwnDaemonUp(registry, daemonKey))) {
    tell(messages.daemonStarts());
    await endDaemon();
    await startDaemon(registry);
  }
  await seedBaseImages(ownBuildkitHost, registry, await readMachine(go));
  const referenceImage = await pushReferenceImage(ownBuildkitHost, registry, referenceKey);
  return { buildkitHost: ownBuildkitHost, registry, referenceImage, daemonKey };
}

async function isOwnDaemonUp(registry: string, daemonKey: string): Promise<boolean> {
  const before = readEndpoints();
  const isSame = before?.daemonKey === daemonKey && before.registry === registry;
  return isSame && isOwnDaemonRunning() && (await isDaemonReachable(ownBuildkitHost));
}

/** The user's daemon with the reference's image; without Go the published image stands in for the one we build. */
async function prepareExternal(host: string, go: GoToolchain | undefined): Promise<Endpoints> {
  if (go !== undefined) await buildDaemonPrograms(go);
  if (!(await isDaemonReachable(host))) throw new Failure(messages.daemonNotReachable(host));
  const registry = await externalRegistry();
  const referenceImage =
    go === undefined ? publicReferenceImage : await pushReferenceImage(host, registry, await buildReferenceProgram(go));
  return { buildkitHost: host, registry, referenceImage };
}

/** The registry (host:port) that the user's daemon pushes to: DOCKERFILE_LLB_REGISTRY, else ours on loopback. */
async function externalRegistry(): Promise<string> {
  const named = process.env["DOCKERFILE_LLB_REGISTRY"];
  if (named !== undefined && named !== "") {
    if (!(await isRegistryReachable(named))) throw new Failure(messages.registryNotReachable(named));
    return named;
  }
  if (findProgram("docker-registry") === undefined) throw new Failure(messages.packagesMissing("docker-registry"));
  return startRegistry();
}

function printExports({ buildkitHost, registry }: Endpoints): void {
  const path = [places.daemonPrograms, places.oraclePrograms].join(":");
  process.stdout.write(
    `export BUILDKIT_HOST=${buildkitHost}\nexport DOCKERFILE_LLB_REGISTRY=${registry}\nexport PATH=${path}:"$PATH"\n`,
  );
}

await exitOnFailure(() => withLock(up));
