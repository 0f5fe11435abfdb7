import type { ClientHttp2Stream, IncomingHttpHeaders } from "node:http2";
import { type experimental, type InterceptingListener, Metadata, status } from "@grpc/grpc-js";
import { messages } from "../messages.ts";
import { FramingError, MessageReader, maxMessageBytes, messagePrefix } from "./message-reader.ts";

type Headers = Record<string, string | string[]>;
type Call = experimental.CallStream;

/** What one call is: the full method name, and the milliseconds it may last (undefined: as long as the peer lives). */
export interface CallPlan {
  readonly method: string;
  readonly timeoutMs: number | undefined;
}

/** One unary call of an `Http2Channel`. Its status is reported once, after the answer's message if one came whole. */
export class Http2Call implements Call {
  private readonly openStream: (headers: Headers) => ClientHttp2Stream;
  private readonly plan: CallPlan;
  private readonly reader = new MessageReader();
  private stream: ClientHttp2Stream | undefined;
  private listener: InterceptingListener | undefined;
  private timer: NodeJS.Timeout | undefined;
  private httpStatus = 200;
  private trailers: IncomingHttpHeaders | undefined;
  private ended = false;

  constructor(openStream: (headers: Headers) => ClientHttp2Stream, plan: CallPlan) {
    this.openStream = openStream;
    this.plan = plan;
  }

  start(metadata: Metadata, listener: InterceptingListener): void {
    this.listener = listener;
    const { method, timeoutMs } = this.plan;
    try {
      this.stream = this.openStream({
        ...(metadata.toHttp2Headers() as Headers),
        ":method": "POST",
        ":path": method,
        "content-type": "application/grpc",
        te: "trailers",
        "user-agent": "dockerfile-llb",
      });
    } catch (error) {
      this.end(status.UNAVAILABLE, (error as Error).message);
      return;
    }
    this.listen(this.stream);
    if (timeoutMs === undefined) return;
    const expire = () =>
      this.cancelWithStatus(status.DEADLINE_EXCEEDED, messages.noAnswer(method, Math.round(timeoutMs)));
    this.timer = setTimeout(expire, Math.max(0, timeoutMs));
  }

  private listen(stream: ClientHttp2Stream): void {
    stream.on("response", (headers) => {
      this.httpStatus = headers[":status"] ?? 0;
      if (headers["grpc-status"] !== undefined) this.trailers = headers;
      this.listener?.onReceiveMetadata(new Metadata());
    });
    stream.on("data", (chunk: Buffer) => {
      try {
        this.reader.push(chunk);
      } catch (error) {
        this.fail(error);
      }
    });
    stream.on("trailers", (headers) => {
      this.trailers = headers;
    });
    stream.on("end", () => this.trailers && this.finish());
    // An error is always followed by close, which says all that can be said.
    stream.on("error", () => {});
    stream.on("close", () => {
      const lost = stream.session === undefined || stream.session.destroyed;
      if (this.trailers !== undefined || !lost) this.finish();
      else this.end(status.UNAVAILABLE, messages.connectionLost);
    });
  }

  private finish(): void {
    if (this.ended) return;
    const trailers = this.trailers;
    if (trailers === undefined) return this.endWithoutStatus();
    const grpcStatus = Number(trailers["grpc-status"]);
    if (!Number.isInteger(grpcStatus)) return this.endWithoutStatus();
    try {
      const message = grpcStatus === status.OK ? this.reader.finish() : undefined;
      if (message !== undefined) this.listener?.onReceiveMessage(message);
    } catch (error) {
      return this.fail(error);
    }
    this.end(grpcStatus, percentDecoded(trailers["grpc-message"]), trailers["grpc-status-details-bin"]);
  }

  private endWithoutStatus(): void {
    const what = this.httpStatus === 200 ? "no gRPC status" : `HTTP status ${this.httpStatus}`;
    this.end(status.UNKNOWN, messages.brokenAnswer(what));
  }

  private fail(error: unknown): void {
    if (!(error instanceof FramingError)) throw error;
    this.cancelWithStatus(error.tooLarge ? status.RESOURCE_EXHAUSTED : status.INTERNAL, error.message);
  }

  private end(statusCode: status, details: string, encodedStatus?: string | string[]): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    const metadata = new Metadata();
    if (typeof encodedStatus === "string") {
      metadata.set("grpc-status-details-bin", Buffer.from(encodedStatus, "base64"));
    }
    const listener = this.listener;
    process.nextTick(() => listener?.onReceiveStatus({ code: statusCode, details, metadata }));
  }

  cancelWithStatus(statusCode: status, details: string): void {
    this.end(statusCode, details);
    this.stream?.close();
  }

  sendMessageWithContext(context: { callback?: (error?: Error | null) => void }, message: Buffer): void {
    if (message.length > maxMessageBytes) {
      // Sent, it would end the whole build at the other side; refused here, it ends this call.
      this.cancelWithStatus(status.RESOURCE_EXHAUSTED, messages.sendTooLarge(message.length, maxMessageBytes));
    } else if (!this.ended) {
      this.stream?.write(messagePrefix(message.length));
      this.stream?.write(message);
    }
    if (context.callback !== undefined) process.nextTick(context.callback);
  }

  halfClose(): void {
    if (!this.ended) this.stream?.end();
  }

  startRead(): void {}

  getPeer(): string {
    return "stdio";
  }

  getCallNumber(): number {
    return 0;
  }

  setCredentials(): void {}

  getAuthContext(): null {
    return null;
  }
}

/** gRPC writes the bytes of a message outside printable ASCII as %XX; what is no UTF-8 stays as it came. */
function percentDecoded(header: string | string[] | undefined): string {
  const text = String(header ?? "");
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
