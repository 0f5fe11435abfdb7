/**
 * Our side of `files`: opens the build of every request of a file, then compiles and marshals them all once for each
 * line on stdin and prints a line of JSON. What tools/oracle/bench.go does with the reference.
 */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { gunzipSync } from "node:zlib";
import { compilePlatform } from "../src/frontend/compile-platform.ts";
import { type OpenBuild, openBuild } from "../src/frontend/open-build.ts";
import { readConfig } from "../src/frontend/options/config.ts";
import { encodeDefinition } from "../src/llb/definition.ts";
import { randomId } from "../src/node/random-id.ts";
import { encodeImageConfig } from "../src/oci/image-config.ts";
import { parseRequest, type Request } from "../src/testing/conformance/request.ts";
import { scriptedDaemon } from "../src/testing/conformance/scripted-daemon.ts";
import { fakePlatform } from "../src/testing/fake-gateway.ts";
import type { Pass } from "./pass.ts";

const builds = await openAll(process.argv[2] ?? "");
for await (const _ of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await walk(builds))}\n`);
}

async function openAll(file: string): Promise<readonly OpenBuild[]> {
  const content = file.endsWith(".gz") ? gunzipSync(readFileSync(file)) : readFileSync(file);
  const lines = content.toString("utf8").split("\n");
  const opened: OpenBuild[] = [];
  for (const line of lines.filter((each) => each !== "")) {
    const build = await open(parseRequest(line)).catch(() => undefined);
    if (build !== undefined) opened.push(build);
  }
  return opened;
}

/** Rejects for what fails before the Dockerfile is parsed: no compilation to measure. */
async function open(request: Request): Promise<OpenBuild> {
  const gateway = scriptedDaemon(request);
  const host = { defaultPlatform: fakePlatform, newIds: () => randomId };
  return openBuild({ gateway, config: readConfig(gateway, fakePlatform), host });
}

async function walk(all: readonly OpenBuild[]): Promise<Pass> {
  const start = performance.now();
  const spent = process.cpuUsage();
  let failed = 0;
  let bytes = 0;
  for (const build of all) {
    try {
      bytes += await compileOnce(build);
    } catch {
      failed++;
    }
  }
  const { user, system } = process.cpuUsage(spent);
  return {
    files: all.length,
    failed,
    bytes,
    seconds: (performance.now() - start) / 1e3,
    cpuSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

/** How many bytes the definitions and image configs of all platforms have. */
async function compileOnce(build: OpenBuild): Promise<number> {
  const fresh = withFreshDockerfile(build);
  const { targetPlatforms } = build.session.config;
  let bytes = 0;
  for (const platform of targetPlatforms.length === 0 ? [undefined] : targetPlatforms) {
    const compilation = await compilePlatform(fresh, { platform, warn: () => {} });
    bytes += encodeDefinition(compilation.definition()).length;
    bytes += Buffer.byteLength(encodeImageConfig(compilation.image));
  }
  return bytes;
}

/** The same build with a file that was never parsed: a parsed one is remembered by its bytes. */
function withFreshDockerfile(build: OpenBuild): OpenBuild {
  const { entrypoint } = build;
  const source = { ...entrypoint.source, data: entrypoint.source.data.slice() };
  return { ...build, entrypoint: { ...entrypoint, source } };
}
