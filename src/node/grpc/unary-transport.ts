import { type Client, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { TransportError } from "../../gateway/errors.ts";
import { CallError, type UnaryTransport } from "../../gateway/transport.ts";

/** Returns the transport of a grpc-js client; `headers` go with every call. */
export function unaryTransport(client: Client, headers: Readonly<Record<string, string>> = {}): UnaryTransport {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(headers)) metadata.set(key, value);
  return (method, request, options) =>
    new Promise((resolve, reject) => {
      const deadline = options?.timeoutMs === undefined ? {} : { deadline: Date.now() + options.timeoutMs };
      client.makeUnaryRequest(method, asBuffer, asBytes, request, metadata, deadline, (error, response) => {
        if (error !== null) reject(callFailure(error));
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

/** An error that this side made up has no encoded status; of those, what tells of a broken connection is a TransportError. */
function callFailure(error: ServiceError): Error {
  const encoded = error.metadata.get("grpc-status-details-bin")[0];
  const bytes = typeof encoded === "string" || encoded === undefined ? undefined : new Uint8Array(encoded);
  if (bytes === undefined && (error.code === status.UNAVAILABLE || error.code === status.DEADLINE_EXCEEDED)) {
    return new TransportError(error.details, error.code);
  }
  return new CallError(error.code, error.details, bytes);
}
