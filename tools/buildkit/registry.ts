import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { findProgram } from "../find-program.ts";
import { places } from "../places.ts";
import { endBackgroundProcess, findBackgroundProcess, startInBackground } from "./background-process.ts";

const name = "registry";
const configFile = join(places.buildkit, "registry.yml");
const portFile = join(places.buildkit, "registry.port");

/** The host and port of our registry, started where it does not run; always on the loopback interface. */
export async function startRegistry(): Promise<string> {
  const remembered = rememberedPort();
  if (remembered !== undefined && findBackgroundProcess(name) !== undefined) {
    const running = `localhost:${remembered}`;
    if (await isRegistryReachable(running)) return running;
    await endRegistry();
  }
  const port = await freePort(remembered);
  const registry = `localhost:${port}`;
  mkdirSync(places.registryRoot, { recursive: true });
  writeFileSync(portFile, `${port}\n`);
  writeFileSync(configFile, registryConfig(port));
  await startInBackground({
    name,
    program: findProgram("docker-registry") ?? "docker-registry",
    args: ["serve", configFile],
    env: { OTEL_TRACES_EXPORTER: "none" },
    isReady: () => isRegistryReachable(registry),
  });
  return registry;
}

/** Ends our registry; what it stores stays. */
export function endRegistry(): Promise<void> {
  return endBackgroundProcess(name);
}

/** True when a registry answers there within 3 s. */
export async function isRegistryReachable(registry: string): Promise<boolean> {
  return (await requestRegistry(registry, "GET", "")) !== undefined;
}

/** The digest of what a name points to in the registry; undefined where it has none. */
export async function findManifestDigest(registry: string, image: string, tag: string): Promise<string | undefined> {
  const answer = await requestRegistry(registry, "HEAD", `${image}/manifests/${tag}`);
  return answer?.headers.get("docker-content-digest") ?? undefined;
}

const manifestTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

async function requestRegistry(registry: string, method: string, path: string): Promise<Response | undefined> {
  try {
    const response = await fetch(`http://${registry}/v2/${path}`, {
      method,
      headers: { accept: manifestTypes },
      signal: AbortSignal.timeout(3_000),
    });
    await response.arrayBuffer();
    return response.ok ? response : undefined;
  } catch {
    return undefined;
  }
}

function rememberedPort(): number | undefined {
  try {
    return Number.parseInt(readFileSync(portFile, "utf8"), 10);
  } catch {
    return undefined;
  }
}

// The port of the last time where it is still free: names of images hold it, and caches hold the names.
async function freePort(preferred: number | undefined): Promise<number> {
  return (await tryPort(preferred ?? 0)) ?? (await tryPort(0)) ?? 0;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : undefined));
    });
  });
}

function registryConfig(port: number): string {
  return `version: 0.1
log:
  level: warn
  accesslog:
    disabled: true
storage:
  filesystem:
    rootdirectory: ${JSON.stringify(places.registryRoot)}
  delete:
    enabled: true
http:
  addr: 127.0.0.1:${port}
  secret: ${JSON.stringify(`local-${port}`)}
`;
}
