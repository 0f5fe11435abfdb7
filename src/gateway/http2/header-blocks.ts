import { type Frame, flag, frameType } from "./frame.ts";
import { GrowingBytes } from "./growing-bytes.ts";
import { type HeaderField, HpackDecoder } from "./hpack-decoder.ts";
import { violations } from "./messages.ts";
import { ProtocolError } from "./protocol-error.ts";

/** The most that the headers of one block may take, in bytes: the details of an error stand in one. */
export const maxHeaderBytes = 32 * 1024 * 1024;
const priorityBytes = 5;

/** A header block that came whole. */
export interface HeaderBlock {
  readonly streamId: number;
  /** True when nothing follows on its stream. */
  readonly endStream: boolean;
  readonly fields: readonly HeaderField[];
}

/** Puts header blocks together from HEADERS and CONTINUATION frames, which no other frame may part. */
export class HeaderBlocks {
  private readonly decoder = new HpackDecoder(maxHeaderBytes);
  private begun: { readonly streamId: number; readonly endStream: boolean; readonly bytes: GrowingBytes } | undefined;

  /** Throws `ProtocolError` when the frame may not stand here: in the midst of a block, or without its beginning. */
  check(frame: Frame): void {
    const continues = frame.type === frameType.continuation;
    if (continues === (this.begun !== undefined) && (!continues || frame.streamId === this.begun?.streamId)) return;
    throw new ProtocolError("PROTOCOL_ERROR", violations.continuation);
  }

  /** Takes a HEADERS or CONTINUATION frame; returns the block that it ends, if it ends one. Throws `ProtocolError`. */
  take(frame: Frame): HeaderBlock | undefined {
    const ends = (frame.flags & flag.endHeaders) !== 0;
    const payload = payloadOf(frame);
    if (this.begun === undefined) {
      const { streamId } = frame;
      const endStream = (frame.flags & flag.endStream) !== 0;
      if (ends) return { streamId, endStream, fields: this.decoder.decode(payload) };
      this.begun = { streamId, endStream, bytes: new GrowingBytes() };
    }
    const { streamId, endStream, bytes } = this.begun;
    bytes.append(payload);
    if (bytes.length > maxHeaderBytes) throw new ProtocolError("ENHANCE_YOUR_CALM", violations.headersTooLarge);
    if (!ends) return undefined;
    this.begun = undefined;
    return { streamId, endStream, fields: this.decoder.decode(bytes.view()) };
  }
}

/** Returns what a DATA, HEADERS or CONTINUATION frame is about: its payload without padding and priority. */
export function payloadOf({ type, flags, payload }: Frame): Uint8Array {
  if (type === frameType.continuation) return payload;
  const isPadded = (flags & flag.padded) !== 0;
  const from = (isPadded ? 1 : 0) + (type === frameType.headers && (flags & flag.priority) !== 0 ? priorityBytes : 0);
  if (from > payload.length) throw new ProtocolError("FRAME_SIZE_ERROR", violations.frameSize);
  const to = payload.length - (isPadded ? (payload[0] as number) : 0);
  if (to < from) throw new ProtocolError("PROTOCOL_ERROR", violations.padding);
  return payload.subarray(from, to);
}
