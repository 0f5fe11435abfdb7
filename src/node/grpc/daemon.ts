import { statSync } from "node:fs";
import { Client, credentials } from "@grpc/grpc-js";
import type { DaemonConnection } from "../../gateway/control.ts";
import { TransportError } from "../../gateway/errors.ts";
import { maxMessageBytes } from "../../gateway/http2/message-reader.ts";
import { messages } from "../messages.ts";
import { unaryTransport } from "./unary-transport.ts";

const connectMs = 5_000;

/** A daemon's socket, connected. */
export interface DaemonSocket {
  readonly connection: DaemonConnection;
  close(): void;
}

/**
 * Connects to a daemon's socket: `unix:///path` or `tcp://host:port`, as in $BUILDKIT_HOST. Rejects within 5 s, in one
 * sentence, when no daemon answers there.
 */
export async function connectDaemon(address: string): Promise<DaemonSocket> {
  const client = new Client(targetOf(address), credentials.createInsecure(), {
    "grpc.max_receive_message_length": maxMessageBytes,
    "grpc.max_send_message_length": maxMessageBytes,
    "grpc.enable_http_proxy": 0,
    // The daemon closes a connection that names an authority it does not know.
    "grpc.default_authority": "localhost",
  });
  try {
    await ready(client);
  } catch {
    client.close();
    throw new TransportError(messages.noDaemon(address));
  }
  return { connection: (headers) => unaryTransport(client, headers), close: () => client.close() };
}

function ready(client: Client): Promise<void> {
  return new Promise((resolve, reject) => {
    client.waitForReady(Date.now() + connectMs, (error) => (error === undefined ? resolve() : reject(error)));
  });
}

/** grpc-js tries again until its time is up; a socket that is not there is said at once. */
function targetOf(address: string): string {
  const [scheme, rest] = splitAddress(address);
  if (scheme === "unix") {
    if (statSync(rest, { throwIfNoEntry: false })?.isSocket() !== true)
      throw new TransportError(messages.noSocket(address));
    return `unix:${rest}`;
  }
  if (scheme === "tcp") return `dns:${rest}`;
  throw new TransportError(messages.unknownAddress(address));
}

function splitAddress(address: string): [scheme: string, rest: string] {
  const at = address.indexOf("://");
  return at < 0 ? ["", address] : [address.slice(0, at), address.slice(at + 3)];
}
