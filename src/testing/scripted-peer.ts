import type { ByteDuplex, ByteListener, StartTimer } from "../gateway/http2/byte-duplex.ts";
import { encodeFrame, type Frame, flag, frameType, readUint31 } from "../gateway/http2/frame.ts";
import { encodeHeaders } from "../gateway/http2/hpack-encoder.ts";

const prefaceBytes = 24;

/** The server's end of an HTTP/2 connection in memory that says what a test tells it to, right or wrong. */
export class ScriptedPeer implements ByteDuplex {
  /** What the client sent, frame by frame. */
  readonly received: Frame[] = [];
  /** Whether the client is told to wait after each write. */
  isSlow = false;
  private listener: ByteListener | undefined;
  private rest: Uint8Array = new Uint8Array(0);
  private isGreeted = false;

  write(bytes: Uint8Array): boolean {
    this.rest = joined(this.rest, bytes);
    if (!this.isGreeted) {
      this.isGreeted = true;
      this.rest = this.rest.subarray(prefaceBytes);
    }
    for (let whole = frameBytes(this.rest); whole <= this.rest.length; whole = frameBytes(this.rest)) {
      const [type = 0, flags = 0] = this.rest.subarray(3, 5);
      this.received.push({ type, flags, streamId: readUint31(this.rest, 5), payload: this.rest.slice(9, whole) });
      this.rest = this.rest.subarray(whole);
    }
    return !this.isSlow;
  }

  listen(listener: ByteListener): void {
    this.listener = listener;
  }

  /** Sends bytes as they are, and lets the client do what it then does. */
  async send(...parts: readonly Uint8Array[]): Promise<void> {
    for (const part of parts) this.listener?.data(part);
    await settled();
  }

  async end(): Promise<void> {
    this.listener?.end();
    await settled();
  }

  async drain(): Promise<void> {
    this.listener?.drain();
    await settled();
  }

  /** The frames of a type that came. */
  of(type: number): readonly Frame[] {
    return this.received.filter((frame) => frame.type === type);
  }
}

function frameBytes(bytes: Uint8Array): number {
  if (bytes.length < 9) return Number.POSITIVE_INFINITY;
  return 9 + (((bytes[0] as number) << 16) | ((bytes[1] as number) << 8) | (bytes[2] as number));
}

/** Resolves when all that follows from what happened has happened. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Returns byte arrays as one. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

/** One setting: its number and value. */
export type Setting = readonly [id: number, value: number];

/** Returns a SETTINGS frame. */
export function settings(...entries: readonly Setting[]): Uint8Array {
  const payload = Buffer.alloc(entries.length * 6);
  for (const [index, [id, value]] of entries.entries()) {
    payload.writeUInt16BE(id, index * 6);
    payload.writeUInt32BE(value, index * 6 + 2);
  }
  return encodeFrame(frameType.settings, 0, 0, payload);
}

/** Returns a HEADERS frame that holds its whole block. */
export function headers(
  id: number,
  fields: Readonly<Record<string, string>>,
  flags: number = flag.endHeaders,
): Uint8Array {
  return encodeFrame(frameType.headers, flags, id, encodeHeaders(Object.entries(fields)));
}

/** Returns the beginning of a gRPC answer. */
export function answerHeaders(id: number): Uint8Array {
  return headers(id, { ":status": "200", "content-type": "application/grpc" });
}

/** Returns the trailers that end a gRPC answer. */
export function answerTrailers(
  id: number,
  fields: Readonly<Record<string, string>> = { "grpc-status": "0" },
): Uint8Array {
  return headers(id, fields, flag.endHeaders | flag.endStream);
}

/** Returns a DATA frame. */
export function data(id: number, payload: Uint8Array, flags = 0): Uint8Array {
  return encodeFrame(frameType.data, flags, id, payload);
}

/** Timers that never expire. */
export const noTimer: StartTimer = () => () => {};
