import { code, TransportError } from "../errors.ts";
import { CallError } from "../transport.ts";
import { readUint32, writeUint32 } from "./frame.ts";
import { GrowingBytes } from "./growing-bytes.ts";
import { messages } from "./messages.ts";

/** The largest message either side of BuildKit's gateway takes, in bytes. */
export const maxMessageBytes = 16 * 1024 * 1024;

const prefixBytes = 5;

/**
 * Returns a message as gRPC sends it: not compressed, its length in bytes in front. Throws `CallError` when it is too
 * large: sent, it would end the whole build at the other side.
 */
export function framedMessage(message: Uint8Array): Uint8Array {
  if (message.length > maxMessageBytes) {
    throw new CallError(code.resourceExhausted, messages.sendTooLarge(message.length, maxMessageBytes), undefined);
  }
  const framed = new Uint8Array(prefixBytes + message.length);
  writeUint32(framed, 1, message.length);
  framed.set(message, prefixBytes);
  return framed;
}

/** Collects the one message of a unary answer; no more of it is kept than its prefix announces. */
export class MessageReader {
  private readonly bytes = new GrowingBytes();

  /** Throws `TransportError` when the message is compressed or followed by another, `CallError` when it is too large. */
  push(chunk: Uint8Array): void {
    this.bytes.append(chunk);
    const length = this.announced();
    if (length === undefined) return;
    if (this.bytes.view()[0] !== 0) throw brokenAnswer(messages.compressedMessage);
    if (length > maxMessageBytes) {
      throw new CallError(code.resourceExhausted, messages.receiveTooLarge(length, maxMessageBytes), undefined);
    }
    this.bytes.expect(prefixBytes + length);
    if (this.bytes.length > prefixBytes + length) throw brokenAnswer(messages.secondMessage);
  }

  /** Returns the message. Throws `TransportError` when none came, or not all of it. */
  finish(): Uint8Array {
    if (this.bytes.length === 0) throw brokenAnswer(messages.noMessage);
    const length = this.announced();
    if (length === undefined || this.bytes.length < prefixBytes + length) throw brokenAnswer(messages.messageCutShort);
    return this.bytes.view().subarray(prefixBytes);
  }

  private announced(): number | undefined {
    return this.bytes.length < prefixBytes ? undefined : readUint32(this.bytes.view(), 1);
  }
}

/** Returns the error of an answer that breaks gRPC's framing. */
export function brokenAnswer(what: string): TransportError {
  return new TransportError(messages.brokenAnswer(what), code.internal);
}
