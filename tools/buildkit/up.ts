import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { exitOnFailure, Failure, tell } from "../failure.ts";
import { findProgram } from "../find-program.ts";
import { withLock } from "../lock.ts";
import { messages } from "../messages.ts";
import { pushReferenceImage } from "../oracle/reference-image.ts";
import { ownBuildkitHost, places } from "../places.ts";
import { createBuildxBuilder } from "./buildx-builder.ts";
import { buildctl, endDaemon, isDaemonReachable, isOwnDaemonRunning, startDaemon } from "./daemon.ts";
import { externalBuildkitHost, readEndpoints, writeEndpoints } from "./endpoints.ts";
import { buildGoPrograms, requireGo } from "./go-programs.ts";
import { isRegistryReachable, startRegistry } from "./registry.ts";
import { readMachine } from "./seed/machine.ts";
import { seedBaseImages } from "./seed/seed-base-images.ts";
import { requireSystemPackages } from "./system-packages.ts";

/** Brings up whatever is not up; prints lines of shell to stdout, all else to stderr. */
async function up(): Promise<void> {
  mkdirSync(places.buildkit, { recursive: true });
  const go = await requireGo();
  const programsKey = await buildGoPrograms(go);
  const external = externalBuildkitHost(ownBuildkitHost);
  const buildkitHost = external ?? ownBuildkitHost;
  const registry = external === undefined ? await bringUpOwn(programsKey) : await checkExternal(external);
  if (external === undefined) await seedBaseImages(buildkitHost, registry, await readMachine(go));
  const dockerfile = readFileSync(join(places.oracleModule, "Dockerfile"));
  const referenceKey = createHash("sha256").update(programsKey).update(dockerfile).digest("hex");
  const referenceImage = await pushReferenceImage(buildkitHost, registry, referenceKey);
  await createBuildxBuilder(join(places.daemonPrograms, "buildx"), buildkitHost);
  writeEndpoints({ buildkitHost, registry, referenceImage, programsKey });
  printExports(buildkitHost, registry);
}

/** The registry (host:port) of our own daemon, both running. */
async function bringUpOwn(programsKey: string): Promise<string> {
  await requireSystemPackages();
  if (process.getuid?.() !== 0) throw new Failure(messages.rootNeeded());
  const before = readEndpoints();
  const registry = await startRegistry();
  const isUp =
    isOwnDaemonRunning() &&
    before?.programsKey === programsKey &&
    before.registry === registry &&
    (await isDaemonReachable(buildctl, ownBuildkitHost));
  if (isUp) return registry;
  tell(messages.daemonStarts());
  await endDaemon();
  await startDaemon(registry);
  return registry;
}

/** The registry (host:port) that the user's daemon pushes to: DOCKERFILE_LLB_REGISTRY, else ours on loopback. */
async function checkExternal(host: string): Promise<string> {
  if (!(await isDaemonReachable(buildctl, host))) throw new Failure(messages.daemonNotReachable(host));
  const named = process.env["DOCKERFILE_LLB_REGISTRY"];
  if (named !== undefined && named !== "") {
    if (!(await isRegistryReachable(named))) throw new Failure(messages.registryNotReachable(named));
    return named;
  }
  if (findProgram("docker-registry") === undefined) throw new Failure(messages.packagesMissing("docker-registry"));
  return startRegistry();
}

function printExports(buildkitHost: string, registry: string): void {
  const path = [places.daemonPrograms, places.oraclePrograms].join(":");
  process.stdout.write(
    `export BUILDKIT_HOST=${buildkitHost}\nexport DOCKERFILE_LLB_REGISTRY=${registry}\nexport PATH=${path}:"$PATH"\n`,
  );
}

await exitOnFailure(() => withLock(up));
