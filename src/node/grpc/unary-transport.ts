import { type Client, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { TransportError } from "../../gateway/errors.ts";
import { CallError, type CallOptions, type UnaryTransport } from "../../gateway/transport.ts";
import { messages } from "../messages.ts";

/** Returns the transport of a grpc-js client; `headers` go with every call. */
export function unaryTransport(client: Client, headers: Readonly<Record<string, string>> = {}): UnaryTransport {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(headers)) metadata.set(key, value);
  return (method, request, options) =>
    new Promise((resolve, reject) => {
      const deadline = options?.timeoutMs === undefined ? {} : { deadline: Date.now() + options.timeoutMs };
      client.makeUnaryRequest(method, asBuffer, asBytes, request, metadata, deadline, (error, response) => {
        if (error !== null) reject(callFailure(error, method, options));
        else resolve(response as Uint8Array);
      });
    });
}

/** grpc-js writes Buffers only. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function asBytes(bytes: Buffer): Uint8Array {
  return bytes;
}

/**
 * A `FramedCall` says itself what happened. Of grpc-js' own errors, those that this side made up have no encoded status;
 * what tells of a broken connection is a TransportError.
 */
function callFailure(error: ServiceError, method: string, options: CallOptions = {}): Error {
  if (error.cause instanceof CallError || error.cause instanceof TransportError) return error.cause;
  const encoded = error.metadata.get("grpc-status-details-bin")[0];
  if (typeof encoded === "object") return new CallError(error.code, error.details, new Uint8Array(encoded));
  if (error.code === status.DEADLINE_EXCEEDED && options.timeoutMs !== undefined) {
    return new TransportError(messages.noAnswer(method, options.timeoutMs), error.code);
  }
  if (error.code === status.UNAVAILABLE) return new TransportError(lostMessage(error.details), error.code);
  return new CallError(error.code, error.details, undefined);
}

function lostMessage(details: string): string {
  return details === messages.connectionLost ? details : `${messages.connectionLost}: ${details}`;
}
