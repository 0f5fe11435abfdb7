import { type experimental, type InterceptingListener, Metadata, type StatusObject, status } from "@grpc/grpc-js";
import type { Http2Connection } from "../../gateway/http2/connection.ts";
import type { HeaderField } from "../../gateway/http2/hpack-decoder.ts";
import { type Outcome, startCall } from "../../gateway/http2/unary-call.ts";
import { CallError } from "../../gateway/transport.ts";
import { startTimer } from "./node-duplex.ts";

type Call = experimental.CallStream;

/** What one call is: the full method name, and the milliseconds it may last (undefined: as long as the peer lives). */
export interface CallPlan {
  readonly method: string;
  readonly timeoutMs: number | undefined;
}

/** One unary call of a `FramedChannel`, as grpc-js drives it: sent when its message is there whole. */
export class FramedCall implements Call {
  private readonly connection: Http2Connection;
  private readonly plan: CallPlan;
  private headers: readonly HeaderField[] = [];
  private message: Uint8Array = new Uint8Array(0);
  private listener: InterceptingListener | undefined;
  private cancel: ((reason: CallError) => void) | undefined;
  private ended = false;

  constructor(connection: Http2Connection, plan: CallPlan) {
    this.connection = connection;
    this.plan = plan;
  }

  start(metadata: Metadata, listener: InterceptingListener): void {
    this.listener = listener;
    this.headers = Object.entries(metadata.toHttp2Headers()).flatMap(([name, values]) =>
      [values ?? []].flat().map((value): HeaderField => [name, String(value)]),
    );
  }

  sendMessageWithContext(context: { callback?: (error?: Error | null) => void }, message: Buffer): void {
    this.message = message;
    if (context.callback !== undefined) process.nextTick(context.callback);
  }

  halfClose(): void {
    if (this.ended) return;
    const request = { ...this.plan, message: this.message, headers: this.headers };
    this.cancel = startCall(this.connection, request, startTimer, (outcome) => this.end(outcome));
  }

  cancelWithStatus(statusCode: status, details: string): void {
    const reason = new CallError(statusCode, details, undefined);
    if (this.cancel !== undefined) this.cancel(reason);
    else this.end({ error: reason });
  }

  private end(outcome: Outcome): void {
    if (this.ended) return;
    this.ended = true;
    // grpc-js expects to hear of a call only after what it is doing with it.
    process.nextTick(() => this.tell(outcome));
  }

  private tell(outcome: Outcome): void {
    const metadata = new Metadata();
    if ("response" in outcome) {
      this.listener?.onReceiveMetadata(new Metadata());
      this.listener?.onReceiveMessage(asBuffer(outcome.response));
      this.listener?.onReceiveStatus({ code: status.OK, details: "", metadata });
      return;
    }
    const { error } = outcome;
    if (error instanceof CallError && error.status !== undefined) {
      metadata.set("grpc-status-details-bin", asBuffer(error.status));
    }
    // grpc-js makes an error with the same fields: its caller learns from the cause who said it, the peer or this side.
    const told: StatusObject & { cause: Error } = { code: error.code, details: error.message, metadata, cause: error };
    this.listener?.onReceiveStatus(told);
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

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
