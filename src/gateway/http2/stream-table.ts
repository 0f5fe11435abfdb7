import { violations } from "./messages.ts";
import { ProtocolError } from "./protocol-error.ts";
import type { Stream } from "./stream.ts";

/** The most streams at once, whatever the peer would serve. */
const maxStreams = 250;
const maxId = 0x7fffffff;
/** How many ended streams are remembered, to notice a peer that goes on with them. */
const maxEnded = 256;

/** All streams of one connection: those that wait for their turn, those under way, and the last ones that ended. */
export class StreamTable {
  private readonly waiting = new Set<Stream>();
  private readonly open = new Map<number, Stream>();
  private readonly ended = new Set<number>();
  private nextId = 1;
  /** One, until the peer says how many: what it had not promised to serve it might refuse. */
  private limit = 1;

  /** Sets how many streams the peer serves at once; undefined: as many as there are. */
  limitTo(streams: number = maxStreams): void {
    this.limit = Math.min(streams, maxStreams);
  }

  add(stream: Stream): void {
    this.waiting.add(stream);
  }

  /** Returns the next stream whose turn it is, with its number; undefined when there is none, or no room. */
  admit(): Stream | undefined {
    if (this.open.size >= this.limit || this.nextId > maxId) return undefined;
    const [stream] = this.waiting;
    if (stream === undefined) return undefined;
    this.waiting.delete(stream);
    stream.id = this.nextId;
    this.nextId += 2;
    this.open.set(stream.id, stream);
    return stream;
  }

  /** Whether no stream can be numbered any more. */
  isExhausted(): boolean {
    return this.nextId > maxId;
  }

  /** Returns the stream of a number, undefined when it is over. Throws `ProtocolError` when there never was one. */
  find(id: number): Stream | undefined {
    if (id === 0) throw new ProtocolError("PROTOCOL_ERROR", violations.noStream);
    if (id % 2 === 0) throw new ProtocolError("PROTOCOL_ERROR", violations.evenStream);
    if (id >= this.nextId) throw new ProtocolError("PROTOCOL_ERROR", violations.idleStream);
    return this.open.get(id);
  }

  /**
   * Returns the stream that a part of an answer is for, undefined when this side gave it up: its peer may not have
   * heard of that. Throws `ProtocolError` when the peer ended the stream itself.
   */
  findAnswered(id: number): Stream | undefined {
    const stream = this.find(id);
    if (this.ended.has(id)) throw new ProtocolError("STREAM_CLOSED", violations.closedStream);
    return stream;
  }

  /** Forgets a stream that this side gives up. Returns false when it was over before. */
  remove(stream: Stream): boolean {
    return this.waiting.delete(stream) || this.open.delete(stream.id);
  }

  /** Forgets a stream that the peer ended, but for its number. */
  end(stream: Stream): void {
    this.open.delete(stream.id);
    this.ended.add(stream.id);
    const [oldest = 0] = this.ended;
    if (this.ended.size > maxEnded) this.ended.delete(oldest);
  }

  /** Returns the streams under way. */
  underWay(): readonly Stream[] {
    return [...this.open.values()];
  }

  /** Forgets the streams numbered above `lastId` and those that wait, and returns them. */
  removeAbove(lastId: number): readonly Stream[] {
    const removed = [...this.underWay().filter((stream) => stream.id > lastId), ...this.waiting];
    for (const stream of removed) this.remove(stream);
    return removed;
  }
}
