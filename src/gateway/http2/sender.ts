import type { ByteDuplex } from "./byte-duplex.ts";
import { initialWindow } from "./flow-window.ts";
import { flag, frameHeader, frameType } from "./frame.ts";
import { emptyTable, encodeHeaders } from "./hpack-encoder.ts";
import { violations } from "./messages.ts";
import { ProtocolError } from "./protocol-error.ts";
import { type PeerSettings, unsaidSettings } from "./settings.ts";
import type { Stream } from "./stream.ts";
import type { StreamTable } from "./stream-table.ts";

/** What is handed over at once, about, in bytes. */
const batchBytes = 256 * 1024;
/** The most of one body that goes before another's turn, in bytes. */
const turnBytes = 64 * 1024;
/** The most that waits for a peer which does not read, in bytes: only its own doings can make it so much. */
const maxUnreadBytes = 1024 * 1024;

/** Writes what is to be sent, in as few pieces as may be: control frames first, then requests as windows allow, in turns. */
export class Sender {
  /** What the peer still takes of all bodies now, in bytes. */
  window = initialWindow;
  settings: PeerSettings = unsaidSettings;
  private readonly duplex: ByteDuplex;
  private readonly streams: StreamTable;
  private readonly bodies = new Set<Stream>();
  private queue: Uint8Array[] = [];
  private queuedBytes = 0;
  /** Whether the peer is slow: nothing is written until it reads again. */
  isBlocked = false;
  private begun = false;

  constructor(duplex: ByteDuplex, streams: StreamTable) {
    this.duplex = duplex;
    this.streams = streams;
  }

  /** Queues bytes for the next `flush`. Throws `ProtocolError` when the peer makes the queue grow and does not read it. */
  enqueue(bytes: Uint8Array): void {
    this.queue.push(bytes);
    this.queuedBytes += bytes.length;
    if (this.isBlocked && this.queuedBytes > maxUnreadBytes) {
      throw new ProtocolError("ENHANCE_YOUR_CALM", violations.unread);
    }
  }

  /** Sends nothing more of a body. */
  drop(stream: Stream): void {
    this.bodies.delete(stream);
  }

  /** The peer reads again. */
  unblock(): void {
    this.isBlocked = false;
  }

  /** Writes what is queued and what the windows let through, until the peer is slow. Returns the bytes of bodies among it. */
  flush(): number {
    let bodyBytes = 0;
    while (!this.isBlocked) {
      bodyBytes += this.fill();
      if (this.queuedBytes === 0) break;
      this.isBlocked = !this.duplex.write(this.takeQueue());
    }
    return bodyBytes;
  }

  private fill(): number {
    let bodyBytes = 0;
    while (this.queuedBytes < batchBytes) {
      const stream = this.streams.admit();
      if (stream === undefined) break;
      this.begin(stream);
    }
    // A stream that is added again comes last: each has its turn.
    for (const stream of this.bodies) {
      if (this.queuedBytes >= batchBytes || this.window <= 0) break;
      bodyBytes += this.sendPart(stream);
    }
    return bodyBytes;
  }

  private begin(stream: Stream): void {
    this.enqueueHeaders(stream.id, encodeHeaders(stream.headers, this.begun ? undefined : emptyTable));
    this.begun = true;
    stream.sendWindow = this.settings.initialWindow;
    this.bodies.add(stream);
  }

  private enqueueHeaders(streamId: number, block: Uint8Array): void {
    const { maxFrameBytes } = this.settings;
    for (let at = 0; at < block.length; at += maxFrameBytes) {
      const part = block.subarray(at, at + maxFrameBytes);
      const flags = at + part.length === block.length ? flag.endHeaders : 0;
      this.enqueue(frameHeader(at === 0 ? frameType.headers : frameType.continuation, flags, streamId, part.length));
      this.enqueue(part);
    }
  }

  /** Queues the next part of a body, and returns its length; 0 when the stream's window is closed. */
  private sendPart(stream: Stream): number {
    const rest = stream.body.length - stream.sentBytes;
    const length = Math.min(rest, stream.sendWindow, this.window, this.settings.maxFrameBytes, turnBytes);
    if (length <= 0 && rest > 0) return 0;
    this.bodies.delete(stream);
    if (length < rest) this.bodies.add(stream);
    this.enqueue(frameHeader(frameType.data, length < rest ? 0 : flag.endStream, stream.id, length));
    this.enqueue(stream.body.subarray(stream.sentBytes, stream.sentBytes + length));
    stream.sentBytes += length;
    stream.sendWindow -= length;
    this.window -= length;
    return length;
  }

  private takeQueue(): Uint8Array {
    const bytes = new Uint8Array(this.queuedBytes);
    let at = 0;
    for (const each of this.queue) {
      bytes.set(each, at);
      at += each.length;
    }
    this.queue = [];
    this.queuedBytes = 0;
    return bytes;
  }
}
