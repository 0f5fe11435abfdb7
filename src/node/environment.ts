import type { BuildRequest, Worker } from "../gateway/gateway.ts";
import { GoError } from "../go/go-error.ts";
import { listOf, mapOf, stringType, structOf, unmarshal } from "../go/unmarshal.ts";
import type { Platform } from "../oci/platform.ts";

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

const strings = listOf(stringType);

const platformType = structOf<Platform>(
  "v1.Platform",
  { architecture: "", os: "", osVersion: "", osFeatures: [], variant: "" },
  {
    architecture: { key: "architecture", type: stringType },
    os: { key: "os", type: stringType },
    osVersion: { key: "os.version", type: stringType },
    osFeatures: { key: "os.features", type: strings },
    variant: { key: "variant", type: stringType },
  },
);

const workersType = listOf(
  structOf<Worker>(
    "client.WorkerInfo",
    { id: "", labels: new Map(), platforms: [] },
    {
      id: { key: "ID", type: stringType },
      labels: { key: "Labels", type: mapOf(stringType) },
      platforms: { key: "Platforms", type: listOf(platformType) },
    },
  ),
);

function workersOf(json: string): readonly Worker[] {
  try {
    return unmarshal(json, workersType);
  } catch (error) {
    if (error instanceof GoError) return [];
    throw error;
  }
}
