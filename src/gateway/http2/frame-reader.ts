import { type Frame, flag, frameHeaderBytes, frameType, maxFrameBytes, readUint31 } from "./frame.ts";
import { violations } from "./messages.ts";
import { ProtocolError } from "./protocol-error.ts";

/** Cuts a stream of bytes into frames; of a frame that did not come whole it holds what is there, never more. */
export class FrameReader {
  private readonly take: (frame: Frame) => void;
  private readonly held = new Uint8Array(frameHeaderBytes + maxFrameBytes);
  private heldBytes = 0;
  private greeted = false;

  constructor(take: (frame: Frame) => void) {
    this.take = take;
  }

  /** Throws `ProtocolError` when a frame is too large, or the first is not the peer's SETTINGS. */
  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const whole = this.heldBytes === 0 ? this.frameBytes(bytes, at) : undefined;
      if (whole !== undefined && at + whole <= bytes.length) {
        this.emit(bytes, at, at + whole);
        at += whole;
      } else at += this.hold(bytes, at);
    }
  }

  /** Returns the bytes of the frame that begins at `at`, undefined while its header is not there whole. */
  private frameBytes(bytes: Uint8Array, at: number, end = bytes.length): number | undefined {
    if (end - at < frameHeaderBytes) return undefined;
    const [high = 0, middle = 0, low = 0, type = 0, flags = 0] = bytes.subarray(at, at + 5);
    if (!this.greeted && (type !== frameType.settings || (flags & flag.ack) !== 0)) {
      throw new ProtocolError("PROTOCOL_ERROR", violations.notHttp2);
    }
    const length = (high << 16) | (middle << 8) | low;
    if (length > maxFrameBytes) throw new ProtocolError("FRAME_SIZE_ERROR", violations.frameTooLarge);
    return frameHeaderBytes + length;
  }

  /** Copies as much as the held frame lacks, of its header or of the rest, and returns how much that was. */
  private hold(bytes: Uint8Array, at: number): number {
    const wanted = this.frameBytes(this.held, 0, this.heldBytes) ?? frameHeaderBytes;
    const taken = Math.min(wanted - this.heldBytes, bytes.length - at);
    this.held.set(bytes.subarray(at, at + taken), this.heldBytes);
    this.heldBytes += taken;
    const whole = this.frameBytes(this.held, 0, this.heldBytes);
    if (whole === this.heldBytes) {
      this.heldBytes = 0;
      this.emit(this.held, 0, whole);
    }
    return taken;
  }

  private emit(bytes: Uint8Array, from: number, to: number): void {
    this.greeted = true;
    this.take({
      type: bytes[from + 3] as number,
      flags: bytes[from + 4] as number,
      streamId: readUint31(bytes, from + 5),
      payload: bytes.subarray(from + frameHeaderBytes, to),
    });
  }
}
