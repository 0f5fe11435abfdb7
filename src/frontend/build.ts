import type { Compilation } from "../compile.ts";
import type { Attestation, Gateway, Result } from "../gateway/gateway.ts";
import type { VertexNeeds } from "../llb/marshal.ts";
import type { Platform } from "../oci/platform.ts";
import type { BuildSession, Host } from "./build-session.ts";
import { compilePlatform } from "./compile-platform.ts";
import { wrapping } from "./error-message.ts";
import { forwarded } from "./forward.ts";
import { unservedCap } from "./frontend-caps.ts";
import { markedFault } from "./internal-fault.ts";
import { messages } from "./messages.ts";
import { type OpenBuild, openBuild } from "./open-build.ts";
import { readConfig } from "./options/config.ts";
import { buildResult, exportPlatform, type PlatformBuild } from "./result.ts";
import { createScanner, type Scanned, type Scanner, sbomAttestation } from "./sbom.ts";
import { withSources } from "./source-detail.ts";
import { answerSubrequest } from "./subrequest/index.ts";
import { WarningQueue } from "./warning-queue.ts";

/**
 * Answers one build request: a result to return to the daemon. Rejects with what `statusOf` tells it.
 * The order of steps decides which of several errors a user sees. @mirrors frontend/dockerfile/builder/build.go Build
 */
export async function build(gateway: Gateway, host: Host): Promise<Result> {
  const config = readConfig(gateway, host.defaultPlatform);
  const unserved = unservedCap(config.frontendCaps);
  const opened = await openBuild({ gateway, config, host });
  const elsewhere = await forwarded(opened.session, opened.entrypoint);
  if (elsewhere !== undefined) return elsewhere;
  if (unserved !== undefined) throw unserved;
  const warnings = new WarningQueue(gateway, opened.entrypoint);
  try {
    if (config.subrequest !== undefined) return await answerSubrequest(config.subrequest, opened, warnings.add);
    return await buildPlatforms(opened, warnings);
  } catch (error) {
    throw markedFault(error);
  } finally {
    await warnings.sent();
  }
}

/** Builds for all platforms at once: one that waits for its images does not hold up another's solve. */
async function buildPlatforms(build: OpenBuild, warnings: WarningQueue): Promise<Result> {
  const { config, host } = build.session;
  const platforms = config.targetPlatforms.length === 0 ? [undefined] : config.targetPlatforms;
  try {
    const scanner = config.sbom && (await createScanner(build.session, config.sbom));
    // Only the first platform's warnings are told: those of the others are the same.
    const builds = await firstFailure(
      platforms.map(async (platform, at) => {
        const compiled = await compilePlatform(build, { platform, warn: at === 0 ? warnings.add : undefined });
        return solve(build.session, compiled, platform ?? host.defaultPlatform);
      }),
    );
    const result = buildResult(builds, config.multiPlatform, host.defaultPlatform);
    if (scanner === undefined) return result;
    const scans = builds.map((each) => ({ ...each, id: exportPlatform(each, host.defaultPlatform).id }));
    return { ...result, attestations: await scanAll(build.session, scanner, scans) };
  } catch (error) {
    throw withSources(error, build.entrypoint.source);
  }
}

async function solve(
  { gateway, config }: BuildSession,
  compiled: Compilation,
  platform: Platform,
): Promise<PlatformBuild & Omit<Scanned, "id">> {
  const needs: VertexNeeds = new Map();
  const definition = wrapping(messages.marshal, () => compiled.definition(needs));
  const { ref } = await gateway.solve({ definition, cacheImports: config.cacheImports });
  const { image, baseImage, epoch } = compiled;
  return { platform, ref, image, baseImage, epoch: epoch?.seconds, compiled, needs };
}

/** A bill of materials for each platform's build. @mirrors frontend/dockerfile/builder/build.go Build */
async function scanAll(
  { gateway }: BuildSession,
  scanner: Scanner,
  builds: readonly Scanned[],
): Promise<Map<string, readonly Attestation[]>> {
  const scans = builds.map(async (build) => (await gateway.solve({ definition: scanner(build) })).ref);
  const refs = await firstFailure(scans);
  const attestations = new Map<string, readonly Attestation[]>();
  for (const [at, { id }] of builds.entries()) {
    attestations.set(id, [...(attestations.get(id) ?? []), sbomAttestation(refs[at])]);
  }
  return attestations;
}

/** All results, or the failure of the first that fails in the list's order, whichever came first in time. */
async function firstFailure<T>(running: readonly Promise<T>[]): Promise<readonly T[]> {
  const settled = await Promise.allSettled(running);
  return settled.map((each) => {
    if (each.status === "rejected") throw each.reason;
    return each.value;
  });
}
