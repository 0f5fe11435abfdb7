/** How requests reach a daemon: given by an edge (gRPC over stdin and stdout, or over a socket). */

/** What the caller of one call may ask of the transport. */
export interface CallOptions {
  /** Milliseconds after which the call fails with DeadlineExceeded; without it the call lasts as long as the peer lives. */
  readonly timeoutMs?: number;
}

/**
 * Sends one request and returns the response's bytes. `method` is the full gRPC path
 * (`/moby.buildkit.v1.frontend.LLBBridge/Ping`). Rejects with `CallError` when the peer answers an error, with
 * `TransportError` (errors.ts) when there is no peer, no answer in time, or an answer that breaks the protocol.
 */
export type UnaryTransport = (method: string, request: Uint8Array, options?: CallOptions) => Promise<Uint8Array>;

/** A call the peer answered with an error, before its details are read. */
export class CallError extends Error {
  readonly code: number;
  /** The encoded google.rpc.Status that came beside the code, if any. */
  readonly status: Uint8Array | undefined;
  constructor(code: number, message: string, status: Uint8Array | undefined) {
    super(message);
    this.name = "CallError";
    this.code = code;
    this.status = status;
  }
}
