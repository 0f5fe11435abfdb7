/**
 * The frontend image's program on Node: one build request, told in the environment, served over stdin and stdout.
 * The daemon waits 10 s for the first bytes, and for the exit after the answer to Return.
 */
import { setImmediate } from "node:timers/promises";
import { Client, credentials } from "@grpc/grpc-js";
import { connectBridge } from "../gateway/bridge.ts";
import { CodedError, code } from "../gateway/errors.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { serve } from "../gateway/serve.ts";
import { InternalFault } from "../text/internal-fault.ts";
import { buildRequestOf } from "./environment.ts";
import { FramedChannel } from "./grpc/framed-channel.ts";
import { stdioDuplex } from "./grpc/stdio-duplex.ts";
import { unaryTransport } from "./grpc/unary-transport.ts";
import { hostPlatform } from "./host-platform.ts";
import { messages } from "./messages.ts";
import { randomId } from "./random-id.ts";

/** How long a build that was cut short may still tell the daemon why. */
const farewellMs = 500;

let gateway: Gateway | undefined;

async function main(): Promise<void> {
  process.exitCode = 1;
  // One word on stdout would end the conversation.
  Object.defineProperty(process, "stdout", { get: () => process.stderr });
  process.on("uncaughtException", (error) => cutShort(new InternalFault(error.message, error)));
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => cutShort(canceled()));
  const channel = new FramedChannel(stdioDuplex(), (reason) => {
    // What still fails because of it says nothing new.
    process.removeAllListeners("uncaughtException").on("uncaughtException", () => exit(1, reason.message));
    process.nextTick(exit, 1, reason.message);
  });
  const client = new Client("stdio", credentials.createInsecure(), { channelOverride: channel });
  const greeting = connectBridge(unaryTransport(client), buildRequestOf(process.env));
  // Loads while the greeting is under way, not before it: the first turns of the event loop write it.
  await setImmediate();
  await setImmediate();
  const loading = import("../frontend/build.ts");
  gateway = await greeting;
  const { build } = await loading;
  const host = { defaultPlatform: hostPlatform(), newIds: () => randomId };
  const { answered, failure } = await serve(gateway, (daemon) => build(daemon, host));
  exit(answered ? 0 : 1, failure);
}

function canceled(): Error {
  return new CodedError(code.canceled, new Error(messages.canceled));
}

/** Tells the daemon why the build ends here, if it still listens. */
function cutShort(reason: Error): void {
  setTimeout(exit, farewellMs, 1, reason.message);
  gateway?.return({ error: reason }).then(
    () => exit(1, reason.message),
    () => {},
  );
}

/** The session is not closed first: BuildKit takes the end of the process for its end, and a closed session for a crash. */
function exit(exitCode: number, failure?: string): never {
  if (failure !== undefined) process.stderr.write(`${messages.failure(failure)}\n`);
  process.exit(exitCode);
}

main().catch((error: unknown) => exit(1, error instanceof Error ? error.message : String(error)));
