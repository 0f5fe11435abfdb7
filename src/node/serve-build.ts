import type { Duplex } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { Client, credentials } from "@grpc/grpc-js";
import { connectBridge } from "../gateway/bridge.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { type Served, serve } from "../gateway/serve.ts";
import { buildRequestOf } from "./environment.ts";
import { FramedChannel } from "./grpc/framed-channel.ts";
import { unaryTransport } from "./grpc/unary-transport.ts";
import { hostPlatform } from "./host-platform.ts";
import { randomId } from "./random-id.ts";

/** What else becomes known of a build while it is served. */
export interface ServingListener {
  /** The daemon has answered; until then nothing can be told to it. */
  greeted(gateway: Gateway): void;
  /** The connection is of no more use, told once. */
  lost(reason: Error): void;
}

/**
 * Serves the one build request that `env` tells, to the daemon at the other end of `connection`. Rejects when the daemon
 * does not answer the greeting within 15 s.
 */
export async function serveBuild(
  connection: Duplex,
  env: Readonly<Record<string, string | undefined>>,
  listener: ServingListener,
): Promise<Served> {
  const channel = new FramedChannel(connection, (reason) => listener.lost(reason));
  const client = new Client("stdio", credentials.createInsecure(), { channelOverride: channel });
  const greeting = connectBridge(unaryTransport(client), buildRequestOf(env));
  // Loads while the greeting is under way, not before it: the first turns of the event loop write it.
  await setImmediate();
  await setImmediate();
  const loading = import("../frontend/build.ts");
  const gateway = await greeting;
  listener.greeted(gateway);
  const { build } = await loading;
  const host = { defaultPlatform: hostPlatform(), newIds: () => randomId };
  return await serve(gateway, (daemon) => build(daemon, host));
}
