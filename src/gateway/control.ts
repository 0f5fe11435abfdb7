import { moby } from "#proto/control.js";
import { connectBridge } from "./bridge.ts";
import type { Gateway, Worker } from "./gateway.ts";
import type { UnaryTransport } from "./transport.ts";
import { typedCall } from "./typed-call.ts";
import { mapOf } from "./wire-result.ts";

const pb = moby.buildkit.v1;
type WireWorker = moby.buildkit.v1.types.WorkerRecord.$Properties;

const service = "/moby.buildkit.v1.Control/";
/** The daemon tells builds on one connection apart by this header. */
const buildIdHeader = "buildkit-controlapi-buildid";
const greetingMs = 10_000;

/** A connection to a daemon's own API: returns a transport that sends these headers with every call. */
export type DaemonConnection = (headers: Readonly<Record<string, string>>) => UnaryTransport;

/** A build that this program drives itself, at a daemon it was not started by. */
export interface ControlledBuild {
  readonly gateway: Gateway;
  /** Ends the build without a result; the daemon forgets it. */
  end(): Promise<void>;
}

/** What a controlled build is started with. */
export interface ControlRequest {
  /** A name for the build that no other build at the daemon has. */
  readonly id: string;
  readonly opts: ReadonlyMap<string, string>;
}

/**
 * Starts a build at a daemon, as clients do that bring their own frontend: a solve without frontend and definition,
 * under way until its gateway gets a result. Rejects within 25 s when the daemon does not answer.
 * @mirrors client/build.go Client.Build
 */
export async function startBuild(connection: DaemonConnection, request: ControlRequest): Promise<ControlledBuild> {
  const control = connection({});
  const listWorkers = typedCall(control, `${service}ListWorkers`, pb.ListWorkersRequest, pb.ListWorkersResponse);
  const solve = typedCall(control, `${service}Solve`, pb.SolveRequest, pb.SolveResponse);
  const workers = ((await listWorkers({}, { timeoutMs: greetingMs })).record ?? []).map(workerFromWire);
  const solved = solve({ Ref: request.id, Internal: true });
  const bridge = connectBridge(connection({ [buildIdHeader]: request.id }), {
    opts: request.opts,
    sessionId: "",
    workers,
    product: "buildkit",
  });
  // A solve that fails says why the gateway does not answer.
  const gateway = await Promise.race([bridge, failureOf(solved)]);
  return {
    gateway,
    async end() {
      await gateway.return({ result: { metadata: new Map() } });
      await solved;
    },
  };
}

/** Never resolves; rejects when the other does. */
function failureOf(promise: Promise<unknown>): Promise<never> {
  return new Promise((_resolve, reject) => promise.catch(reject));
}

function workerFromWire(wire: WireWorker): Worker {
  return {
    id: wire.ID ?? "",
    labels: mapOf(wire.Labels),
    platforms: (wire.platforms ?? []).map((platform) => ({
      os: platform.OS ?? "",
      architecture: platform.Architecture ?? "",
      variant: platform.Variant ?? "",
      osVersion: platform.OSVersion ?? "",
      osFeatures: platform.OSFeatures ?? [],
    })),
  };
}
