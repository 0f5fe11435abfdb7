import type { Duplex } from "node:stream";
import { type ChannelInterface, connectivityState, type Deadline } from "@grpc/grpc-js";
import { Http2Connection } from "../../gateway/http2/connection.ts";
import { FramedCall } from "./framed-call.ts";
import { byteDuplex } from "./node-duplex.ts";

/** How long calls under way may still finish after the peer said that it goes away. */
const farewellMs = 300;

/**
 * A grpc-js channel (a client's `channelOverride`) over one connection that is already there, with the gateway's own
 * HTTP/2: Node's ends the session over headers of 64 KiB, which the details of an error exceed. There is no second
 * connection: when this one is lost, every call fails, and `onLost` hears why, once.
 */
export class FramedChannel implements ChannelInterface {
  private readonly connection: Http2Connection;
  private readonly onLost: (reason: Error) => void;
  private isLost = false;

  /** The preface is on its way when this returns: BuildKit waits for it no longer than 10 s. */
  constructor(connection: Duplex, onLost: (reason: Error) => void) {
    this.onLost = onLost;
    this.connection = new Http2Connection(byteDuplex(connection), {
      lost: (reason) => this.lose(reason),
      goingAway: (reason) => setTimeout(() => this.lose(reason), farewellMs).unref(),
    });
  }

  private lose(reason: Error): void {
    if (this.isLost) return;
    this.isLost = true;
    this.onLost(reason);
  }

  createCall(method: string, deadline: Deadline): FramedCall {
    const timeoutMs = deadline === Number.POSITIVE_INFINITY ? undefined : Number(deadline) - Date.now();
    return new FramedCall(this.connection, { method, timeoutMs });
  }

  close(): void {}

  getTarget(): string {
    return "stdio";
  }

  getConnectivityState(): connectivityState {
    return this.isLost ? connectivityState.SHUTDOWN : connectivityState.READY;
  }

  watchConnectivityState(_current: connectivityState, _deadline: Date | number, done: (error?: Error) => void): void {
    process.nextTick(done);
  }

  getChannelzRef(): ReturnType<ChannelInterface["getChannelzRef"]> {
    return { kind: "channel" as never, id: 0, name: "stdio" };
  }
}
