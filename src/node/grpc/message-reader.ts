import { messages } from "../messages.ts";

/** The largest message either side of BuildKit's gateway takes, in bytes. */
export const maxMessageBytes = 16 * 1024 * 1024;

const prefixBytes = 5;

/** A message that breaks gRPC's framing, or is larger than allowed. */
export class FramingError extends Error {
  readonly tooLarge: boolean;
  constructor(message: string, tooLarge: boolean) {
    super(message);
    this.tooLarge = tooLarge;
  }
}

/** Returns the prefix of a gRPC message: not compressed, its length in bytes. */
export function messagePrefix(length: number): Buffer {
  const prefix = Buffer.alloc(prefixBytes);
  prefix.writeUInt32BE(length, 1);
  return prefix;
}

/** Collects the one message of a unary answer; no more of it is kept than its prefix announces. */
export class MessageReader {
  private readonly chunks: Buffer[] = [];
  private bytes = 0;

  /** Throws `FramingError` when the message is compressed, too large, or followed by another. */
  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.bytes += chunk.length;
    if (this.bytes < prefixBytes) return;
    const prefix = this.prefix();
    if (prefix[0] !== 0) throw new FramingError(messages.brokenAnswer("compressed message"), false);
    const length = prefix.readUInt32BE(1);
    if (length > maxMessageBytes) throw new FramingError(messages.receiveTooLarge(length, maxMessageBytes), true);
    if (this.bytes > prefixBytes + length)
      throw new FramingError(messages.brokenAnswer("more than one message"), false);
  }

  /** Returns the message, or undefined when nothing came. Throws `FramingError` when it stops short. */
  finish(): Buffer | undefined {
    if (this.bytes === 0) return undefined;
    const all = Buffer.concat(this.chunks);
    if (all.length < prefixBytes || all.length < prefixBytes + all.readUInt32BE(1)) {
      throw new FramingError(messages.brokenAnswer("message cut short"), false);
    }
    return all.subarray(prefixBytes);
  }

  private prefix(): Buffer {
    const first = this.chunks[0] as Buffer;
    if (first.length >= prefixBytes) return first;
    const joined = Buffer.concat(this.chunks);
    this.chunks.length = 0;
    this.chunks.push(joined);
    return joined;
  }
}
