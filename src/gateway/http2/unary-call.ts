import { code, TransportError } from "../errors.ts";
import { CallError, type UnaryTransport } from "../transport.ts";
import type { StartTimer } from "./byte-duplex.ts";
import type { Http2Connection } from "./connection.ts";
import { headerOf, readGrpcStatus } from "./grpc-status.ts";
import type { HeaderField } from "./hpack-decoder.ts";
import { brokenAnswer, framedMessage, MessageReader } from "./message-reader.ts";
import { messages } from "./messages.ts";
import type { Http2Code } from "./protocol-error.ts";
import type { StreamListener } from "./stream.ts";

/** One call. */
export interface UnaryRequest {
  /** The full gRPC path. */
  readonly method: string;
  readonly message: Uint8Array;
  /** What goes with it beside gRPC's own headers; names are in small letters. */
  readonly headers: readonly HeaderField[];
  /** Milliseconds it may last; undefined: as long as the peer lives. */
  readonly timeoutMs: number | undefined;
}

/** How a call ended: `CallError` when the peer answered an error, or a message is too large. */
export type Outcome = { readonly response: Uint8Array } | { readonly error: CallError | TransportError };

/** Returns a transport over a connection; `headers` go with every call. */
export function grpcTransport(
  connection: Http2Connection,
  startTimer: StartTimer,
  headers: readonly HeaderField[] = [],
): UnaryTransport {
  return (method, message, options) =>
    new Promise((resolve, reject) => {
      const request = { method, message, headers, timeoutMs: options?.timeoutMs };
      startCall(connection, request, startTimer, (outcome) => {
        if ("response" in outcome) resolve(outcome.response);
        else reject(outcome.error);
      });
    });
}

/** Starts a call; `settle` hears once how it ended. Returns the function that cancels it: it then ends with that error. */
export function startCall(
  connection: Http2Connection,
  request: UnaryRequest,
  startTimer: StartTimer,
  settle: (outcome: Outcome) => void,
): (reason: CallError | TransportError) => void {
  const call = new UnaryCall(settle);
  const { method, timeoutMs } = request;
  try {
    call.giveUp = connection.request(headersOf(request), framedMessage(request.message), call);
  } catch (error) {
    call.abort(error as CallError);
  }
  if (timeoutMs !== undefined && !call.isSettled) {
    const expire = () => call.abort(new TransportError(messages.noAnswer(method, timeoutMs), code.deadlineExceeded));
    call.stopTimer = startTimer(Math.max(0, timeoutMs), expire);
  }
  return (reason) => call.abort(reason);
}

function headersOf(request: UnaryRequest): readonly HeaderField[] {
  return [
    [":method", "POST"],
    [":scheme", "http"],
    [":path", request.method],
    [":authority", "localhost"],
    ["content-type", "application/grpc"],
    ["te", "trailers"],
    ["user-agent", "dockerfile-llb"],
    ...request.headers,
  ];
}

class UnaryCall implements StreamListener {
  isSettled = false;
  giveUp: () => void = () => {};
  stopTimer: () => void = () => {};
  private readonly settle: (outcome: Outcome) => void;
  private readonly reader = new MessageReader();
  private head: readonly HeaderField[] = [];
  private tail: readonly HeaderField[] | undefined;

  constructor(settle: (outcome: Outcome) => void) {
    this.settle = settle;
  }

  headers(fields: readonly HeaderField[]): void {
    this.head = fields;
  }

  data(bytes: Uint8Array): void {
    try {
      this.reader.push(bytes);
    } catch (error) {
      this.abort(error as CallError | TransportError);
    }
  }

  trailers(fields: readonly HeaderField[]): void {
    this.tail = fields;
  }

  end(): void {
    try {
      this.finish({ response: this.response() });
    } catch (error) {
      this.finish({ error: error as CallError | TransportError });
    }
  }

  reset(http2Code: Http2Code): void {
    this.finish({ error: new CallError(resetCode(http2Code), messages.reset(http2Code), undefined) });
  }

  fail(error: TransportError): void {
    this.finish({ error });
  }

  abort(error: CallError | TransportError): void {
    if (this.isSettled) return;
    this.giveUp();
    this.finish({ error });
  }

  private finish(outcome: Outcome): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.stopTimer();
    this.settle(outcome);
  }

  private response(): Uint8Array {
    const status = readGrpcStatus(this.tail ?? this.head);
    if (status === undefined) throw brokenAnswer(missingStatus(this.head));
    if (status.code !== code.ok) throw new CallError(status.code, status.message, status.status);
    return this.reader.finish();
  }
}

/** Returns why an answer tells no gRPC status, as far as its headers show. */
function missingStatus(head: readonly HeaderField[]): string {
  const httpStatus = headerOf(head, ":status") ?? "";
  if (httpStatus !== "200") return messages.httpStatus(httpStatus);
  const contentType = headerOf(head, "content-type") ?? "";
  return contentType.startsWith("application/grpc") ? messages.noGrpcStatus : messages.contentType(contentType);
}

/** Returns the gRPC code of a stream that the peer reset, as gRPC's HTTP/2 mapping says. */
function resetCode(http2Code: Http2Code): number {
  switch (http2Code) {
    case "REFUSED_STREAM":
      return code.unavailable;
    case "CANCEL":
      return code.canceled;
    case "ENHANCE_YOUR_CALM":
      return code.resourceExhausted;
    default:
      return code.internal;
  }
}
