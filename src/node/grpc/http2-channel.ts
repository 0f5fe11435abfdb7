import { type ClientHttp2Session, connect } from "node:http2";
import type { Duplex } from "node:stream";
import { type ChannelInterface, connectivityState, type Deadline } from "@grpc/grpc-js";
import { messages } from "../messages.ts";
import { Http2Call } from "./http2-call.ts";

const windowBytes = 1 << 20;
/** How long calls under way may still finish after the peer said that it goes away. */
const farewellMs = 300;

/**
 * A grpc-js channel over one connection that is already there (a client's `channelOverride`). There is no second
 * connection: when this one is lost, every call fails, and `onLost` hears why, once. The session is never closed from
 * this side, since BuildKit takes that for the death of the frontend.
 */
export class Http2Channel implements ChannelInterface {
  private readonly session: ClientHttp2Session;
  private lost: Error | undefined;
  private readonly onLost: (reason: Error) => void;

  constructor(connection: Duplex, onLost: (reason: Error) => void) {
    this.onLost = onLost;
    // The preface and settings are on their way when this returns: BuildKit waits for them no longer than 10 s.
    this.session = connect("http://localhost", {
      createConnection: () => connection,
      maxSessionMemory: Number.MAX_SAFE_INTEGER,
      settings: { enablePush: false, initialWindowSize: windowBytes },
    });
    this.session.on("error", (error) => this.lose(new Error(`${messages.connectionLost}: ${error.message}`)));
    this.session.on("goaway", () => setTimeout(() => this.lose(new Error(messages.goingAway)), farewellMs).unref());
    this.session.on("close", () => this.lose(new Error(messages.connectionClosed)));
    connection.on("close", () => this.lose(new Error(messages.connectionClosed)));
  }

  createCall(method: string, deadline: Deadline): Http2Call {
    const timeoutMs = deadline === Number.POSITIVE_INFINITY ? undefined : Number(deadline) - Date.now();
    return new Http2Call((headers) => this.open(headers), { method, timeoutMs });
  }

  private open(headers: Record<string, string | string[]>) {
    if (this.lost !== undefined) throw this.lost;
    return this.session.request(headers);
  }

  private lose(reason: Error): void {
    if (this.lost !== undefined) return;
    this.lost = reason;
    this.onLost(reason);
    try {
      this.session.destroy();
    } catch {
      // Node's own assertion, where a write to the peer that is gone is still under way.
    }
  }

  close(): void {}

  getTarget(): string {
    return "stdio";
  }

  getConnectivityState(): connectivityState {
    return this.lost === undefined ? connectivityState.READY : connectivityState.SHUTDOWN;
  }

  watchConnectivityState(_current: connectivityState, _deadline: Date | number, done: (error?: Error) => void): void {
    process.nextTick(done);
  }

  getChannelzRef(): ReturnType<ChannelInterface["getChannelzRef"]> {
    return { kind: "channel" as never, id: 0, name: "stdio" };
  }
}
