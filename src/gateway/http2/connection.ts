import { InternalFault } from "../../text/internal-fault.ts";
import { code, TransportError } from "../errors.ts";
import type { ByteDuplex } from "./byte-duplex.ts";
import { initialWindow, ReceiveWindow, widened } from "./flow-window.ts";
import { encodeFrame, type Frame, flag, frameType, numberFrame, readUint31, readUint32 } from "./frame.ts";
import { FrameReader } from "./frame-reader.ts";
import { HeaderBlocks, maxHeaderBytes, payloadOf } from "./header-blocks.ts";
import type { HeaderField } from "./hpack-decoder.ts";
import { messages, violations } from "./messages.ts";
import { codeName, codeNumber, type Http2Code, ProtocolError } from "./protocol-error.ts";
import { Sender } from "./sender.ts";
import { appliedSettings, encodeSettings } from "./settings.ts";
import { Stream, type StreamListener } from "./stream.ts";
import { StreamTable } from "./stream-table.ts";

const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/** What one answer, and all answers together, may bring before this side has read it, in bytes. */
const streamWindowBytes = 1024 * 1024;
const connectionWindowBytes = 4 * 1024 * 1024;
/** How many frames in a row may bring no answer further: far more than a peer that means well ever sends. */
const maxQuietFrames = 100_000;

/** What happens to a connection as a whole. */
export interface ConnectionListener {
  /** It is of no more use, told once; each stream hears of it as well. */
  lost(reason: TransportError): void;
  /** The peer takes no more requests, told once; answers under way may still come. */
  goingAway(reason: TransportError): void;
}

/**
 * The client's side of one HTTP/2 connection (RFC 9113). The preface is written before this returns. When the peer
 * breaks the rules or ends, every stream fails with the same error; nothing is ever thrown at the edge.
 */
export class Http2Connection {
  private readonly events: ConnectionListener;
  private readonly streams = new StreamTable();
  private readonly sender: Sender;
  private readonly reader = new FrameReader((frame) => this.take(frame));
  private readonly blocks = new HeaderBlocks();
  private readonly receiveWindow = new ReceiveWindow(connectionWindowBytes);
  private refusal: TransportError | undefined;
  private isLost = false;
  /** The windows that data came through since they were last widened, by stream; 0 is the connection's. */
  private readonly taken = new Map<number, ReceiveWindow>();
  private lastServed = 0x7fffffff;
  private quietFrames = 0;
  private flushing = false;

  constructor(duplex: ByteDuplex, events: ConnectionListener) {
    this.events = events;
    this.sender = new Sender(duplex, this.streams);
    duplex.listen({
      data: (bytes) => this.guard(() => this.reader.push(bytes)),
      end: () => this.lose(new TransportError(messages.connectionClosed)),
      drain: () => {
        this.sender.unblock();
        this.wake();
      },
    });
    this.sender.enqueue(Uint8Array.from(preface, (character) => character.charCodeAt(0)));
    this.sender.enqueue(encodeSettings(streamWindowBytes, maxHeaderBytes));
    this.sender.enqueue(numberFrame(frameType.windowUpdate, 0, connectionWindowBytes - initialWindow));
    this.sender.flush();
  }

  /**
   * Sends a request when its turn comes; `body` must not be empty. Returns the function that gives it up: the listener
   * hears nothing after that.
   */
  request(headers: readonly HeaderField[], body: Uint8Array, listener: StreamListener): () => void {
    if (this.streams.isExhausted()) this.refusal ??= new TransportError(messages.streamsExhausted);
    if (this.refusal !== undefined) {
      listener.fail(this.refusal);
      return () => {};
    }
    const stream = new Stream(headers, body, listener, streamWindowBytes);
    this.streams.add(stream);
    this.wake();
    return () => this.guard(() => this.abandon(stream, "CANCEL"));
  }

  /** Runs what a fault of the peer's (or ours) must not escape from. */
  private guard(action: () => void): void {
    if (this.isLost) return;
    try {
      action();
    } catch (error) {
      this.lose(error instanceof TransportError ? error : faultOf(error));
    }
  }

  /** Writes what is queued, once what is being done is done: requests that are made together go in one piece. */
  private wake(): void {
    if (this.flushing) return;
    this.flushing = true;
    Promise.resolve().then(() => {
      this.flushing = false;
      this.guard(() => {
        this.widen();
        if (this.sender.flush() > 0) this.quietFrames = 0;
      });
    });
  }

  private lose(reason: TransportError): void {
    if (this.isLost) return;
    this.isLost = true;
    this.refusal = reason;
    for (const stream of this.streams.removeAbove(0)) stream.listener.fail(reason);
    this.events.lost(reason);
  }

  private answer(frame: Uint8Array): void {
    this.sender.enqueue(frame);
    this.wake();
  }

  private abandon(stream: Stream, http2Code: Http2Code): void {
    if (!this.streams.remove(stream)) return;
    this.sender.drop(stream);
    if (stream.id !== 0) this.answer(numberFrame(frameType.reset, stream.id, codeNumber(http2Code)));
    this.wake();
  }

  private take(frame: Frame): void {
    if (this.isLost) return;
    this.blocks.check(frame);
    if (++this.quietFrames > maxQuietFrames) throw new ProtocolError("ENHANCE_YOUR_CALM", violations.flood);
    switch (frame.type) {
      case frameType.data:
        return this.takeData(frame);
      case frameType.headers:
      case frameType.continuation:
        return this.takeHeaders(frame);
      case frameType.priority:
        if (frame.streamId === 0) throw new ProtocolError("PROTOCOL_ERROR", violations.noStream);
        return checkSize(frame.payload.length === 5);
      case frameType.reset:
        return this.takeReset(frame);
      case frameType.settings:
        return this.takeSettings(frame);
      case frameType.pushPromise:
        throw new ProtocolError("PROTOCOL_ERROR", violations.push);
      case frameType.ping:
        return this.takePing(frame);
      case frameType.goAway:
        return this.takeGoAway(frame);
      case frameType.windowUpdate:
        return this.takeWindowUpdate(frame);
      // RFC 9113, section 4.1: frames of unknown types are passed over.
      default:
    }
  }

  private takeData(frame: Frame): void {
    const stream = this.streams.findAnswered(frame.streamId);
    const bytes = payloadOf(frame);
    // Padding counts, and so does what comes for a stream that was given up.
    this.receiveWindow.take(frame.payload.length);
    this.taken.set(0, this.receiveWindow);
    this.wake();
    if (stream === undefined) return;
    stream.receiveWindow.take(frame.payload.length);
    this.taken.set(stream.id, stream.receiveWindow);
    if (bytes.length > 0) this.quietFrames = 0;
    const fault = stream.takeData(bytes);
    if (fault !== undefined) return this.breakOff(stream, fault);
    if ((frame.flags & flag.endStream) !== 0) this.finish(stream);
  }

  /** Widens windows that data came through, while the peer reads what this side says. */
  private widen(): void {
    if (this.sender.isBlocked) return;
    for (const [streamId, window] of this.taken) {
      const bytes = streamId === 0 || this.streams.find(streamId) !== undefined ? window.grant() : 0;
      if (bytes > 0) this.sender.enqueue(numberFrame(frameType.windowUpdate, streamId, bytes));
    }
    this.taken.clear();
  }

  private takeHeaders(frame: Frame): void {
    if (frame.type === frameType.headers) this.streams.findAnswered(frame.streamId);
    const block = this.blocks.take(frame);
    if (block === undefined) return;
    const stream = this.streams.find(block.streamId);
    if (stream === undefined) return;
    const fault = stream.takeHeaders(block.fields, block.endStream);
    if (fault !== undefined) return this.breakOff(stream, fault);
    if (stream.isAnswered) this.quietFrames = 0;
    if (block.endStream) this.finish(stream);
  }

  /** An answer is whole; what the peer did not wait for is not sent any more. */
  private finish(stream: Stream): void {
    if (this.streams.find(stream.id) === undefined) return;
    const fault = stream.endFault();
    if (fault !== undefined) return this.breakOff(stream, fault);
    if (stream.sentBytes < stream.body.length) {
      this.sender.drop(stream);
      this.answer(numberFrame(frameType.reset, stream.id, codeNumber("CANCEL")));
    }
    this.streams.end(stream);
    this.wake();
    stream.listener.end();
  }

  private breakOff(stream: Stream, fault: string): void {
    this.abandon(stream, "PROTOCOL_ERROR");
    stream.listener.fail(new TransportError(messages.brokenAnswer(fault), code.internal));
  }

  private takeReset(frame: Frame): void {
    const stream = this.streams.find(frame.streamId);
    checkSize(frame.payload.length === 4);
    if (stream === undefined) return;
    this.streams.end(stream);
    this.sender.drop(stream);
    this.wake();
    stream.listener.reset(codeName(readUint32(frame.payload, 0)));
  }

  private takeSettings(frame: Frame): void {
    checkConnection(frame);
    if ((frame.flags & flag.ack) !== 0) return checkSize(frame.payload.length === 0);
    const before = this.sender.settings;
    const after = appliedSettings(before, frame.payload);
    this.sender.settings = after;
    this.streams.limitTo(after.maxStreams);
    const by = after.initialWindow - before.initialWindow;
    for (const stream of this.streams.underWay()) stream.sendWindow = widened(stream.sendWindow, by);
    this.answer(encodeFrame(frameType.settings, flag.ack, 0, new Uint8Array(0)));
  }

  private takePing(frame: Frame): void {
    checkConnection(frame);
    checkSize(frame.payload.length === 8);
    if ((frame.flags & flag.ack) === 0) this.answer(encodeFrame(frameType.ping, flag.ack, 0, frame.payload));
  }

  private takeGoAway(frame: Frame): void {
    checkConnection(frame);
    checkSize(frame.payload.length >= 8);
    const last = readUint31(frame.payload, 0);
    if (last > this.lastServed) throw new ProtocolError("PROTOCOL_ERROR", violations.goAwayOrder);
    this.lastServed = last;
    const isFirst = this.refusal === undefined;
    this.refusal ??= new TransportError(messages.goingAway(codeName(readUint32(frame.payload, 4))));
    for (const stream of this.streams.removeAbove(last)) {
      this.sender.drop(stream);
      stream.listener.fail(this.refusal);
    }
    if (isFirst) this.events.goingAway(this.refusal);
  }

  private takeWindowUpdate(frame: Frame): void {
    const stream = frame.streamId === 0 ? undefined : this.streams.find(frame.streamId);
    checkSize(frame.payload.length === 4);
    const by = readUint31(frame.payload, 0);
    if (by === 0) throw new ProtocolError("PROTOCOL_ERROR", violations.zeroIncrement);
    if (frame.streamId === 0) this.sender.window = widened(this.sender.window, by);
    if (stream !== undefined) stream.sendWindow = widened(stream.sendWindow, by);
    this.wake();
  }
}

function faultOf(error: unknown): TransportError {
  const fault = new InternalFault(error instanceof Error ? error.message : String(error));
  return new TransportError(messages.connectionLost(fault.message), code.internal);
}

function checkConnection(frame: Frame): void {
  if (frame.streamId !== 0) throw new ProtocolError("PROTOCOL_ERROR", violations.onConnection);
}

function checkSize(isRight: boolean): void {
  if (!isRight) throw new ProtocolError("FRAME_SIZE_ERROR", violations.frameSize);
}
