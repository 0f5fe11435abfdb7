import type { BuildRequest, Worker } from "../gateway/gateway.ts";

const optPrefix = "BUILDKIT_FRONTEND_OPT_";

/**
 * Returns the build request that BuildKit writes into a frontend's environment. What is missing or unreadable is empty,
 * as in the reference.
 * @mirrors frontend/gateway/grpcclient/client.go opts, sessionID, workers, product
 */
export function buildRequestOf(env: Readonly<Record<string, string | undefined>>): BuildRequest {
  const opts = new Map<string, string>();
  for (const [name, value = ""] of Object.entries(env)) {
    if (!name.startsWith(optPrefix)) continue;
    const equals = value.indexOf("=");
    if (equals < 0) opts.set(value, "");
    else opts.set(value.slice(0, equals), value.slice(equals + 1));
  }
  return {
    opts,
    sessionId: env["BUILDKIT_SESSION_ID"] ?? "",
    workers: workersOf(env["BUILDKIT_WORKERS"] ?? ""),
    product: env["BUILDKIT_EXPORTEDPRODUCT"] ?? "",
  };
}

/** The fields of a worker as Go's encoding/json writes them. */
interface WireWorker {
  readonly ID?: string;
  readonly Labels?: Record<string, string> | null;
  readonly Platforms?: readonly WirePlatform[] | null;
}

interface WirePlatform {
  readonly os?: string;
  readonly architecture?: string;
  readonly variant?: string;
  readonly "os.version"?: string;
  readonly "os.features"?: readonly string[];
}

function workersOf(json: string): readonly Worker[] {
  try {
    const workers = JSON.parse(json) as readonly WireWorker[] | null;
    return (workers ?? []).map((worker) => ({
      id: worker.ID ?? "",
      labels: worker.Labels ?? {},
      platforms: (worker.Platforms ?? []).map(platformOf),
    }));
  } catch {
    return [];
  }
}

function platformOf(wire: WirePlatform): Worker["platforms"][number] {
  return {
    os: wire.os ?? "",
    architecture: wire.architecture ?? "",
    variant: wire.variant ?? "",
    osVersion: wire["os.version"] ?? "",
    osFeatures: wire["os.features"] ?? [],
  };
}
