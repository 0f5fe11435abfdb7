import { archiveSpoilt } from "./messages.ts";
import type { ChunkSource } from "./unpacked-chunks.ts";

/** Bytes of a stream in the pieces that are asked for. */
export class ByteSource {
  readonly #next: ChunkSource;
  #chunk = new Uint8Array();
  #at = 0;

  constructor(next: ChunkSource) {
    this.#next = next;
  }

  /** As many bytes as asked for, fewer only at the stream's end. */
  read(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    let filled = 0;
    while (filled < count && this.#fill()) {
      const part = this.#chunk.subarray(this.#at, this.#at + count - filled);
      bytes.set(part, filled);
      filled += part.length;
      this.#at += part.length;
    }
    return bytes.subarray(0, filled);
  }

  /** As many bytes as asked for. Throws where the stream ends before. */
  readAll(count: number): Uint8Array {
    const bytes = this.read(count);
    if (bytes.length < count) throw new Error(archiveSpoilt);
    return bytes;
  }

  /** Passes over bytes and returns how many there were. */
  skip(count: number): number {
    let left = count;
    while (left > 0 && this.#fill()) {
      const step = Math.min(left, this.#chunk.length - this.#at);
      this.#at += step;
      left -= step;
    }
    return count - left;
  }

  #fill(): boolean {
    while (this.#at >= this.#chunk.length) {
      const chunk = this.#next();
      if (chunk === undefined) return false;
      this.#chunk = new Uint8Array(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.length);
      this.#at = 0;
    }
    return true;
  }
}
