/** Frame types of RFC 9113, section 6. */
export const frameType = {
  data: 0,
  headers: 1,
  priority: 2,
  reset: 3,
  settings: 4,
  pushPromise: 5,
  ping: 6,
  goAway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;

/** Frame flags; endStream and ack are the same bit on different types. */
export const flag = { endStream: 0x1, ack: 0x1, endHeaders: 0x4, padded: 0x8, priority: 0x20 } as const;

/** Bytes before a frame's payload: length, type, flags, stream id. */
export const frameHeaderBytes = 9;

/** The largest payload this side takes, in bytes: the default, never raised. */
export const maxFrameBytes = 16_384;

/** One frame as it came. The payload is a view, good only until the next frame is read. */
export interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly streamId: number;
  readonly payload: Uint8Array;
}

/** Returns a frame's header, in front of a payload of so many bytes. */
export function frameHeader(type: number, flags: number, streamId: number, payloadBytes: number): Uint8Array {
  const header = new Uint8Array(frameHeaderBytes);
  header[0] = payloadBytes >> 16;
  header[1] = payloadBytes >> 8;
  header[2] = payloadBytes;
  header[3] = type;
  header[4] = flags;
  writeUint32(header, 5, streamId);
  return header;
}

/** Returns a whole frame. */
export function encodeFrame(type: number, flags: number, streamId: number, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(frameHeaderBytes + payload.length);
  frame.set(frameHeader(type, flags, streamId, payload.length));
  frame.set(payload, frameHeaderBytes);
  return frame;
}

/** Returns a frame whose payload is one number: RST_STREAM, WINDOW_UPDATE. */
export function numberFrame(type: number, streamId: number, value: number): Uint8Array {
  const payload = new Uint8Array(4);
  writeUint32(payload, 0, value);
  return encodeFrame(type, 0, streamId, payload);
}

/** Returns the unsigned 32-bit number at `at`, big-endian. The bytes must be there. */
export function readUint32(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let each = at; each < at + 4; each++) value = (value << 8) | (bytes[each] as number);
  return value >>> 0;
}

/** Returns the 31-bit number at `at`: the reserved bit above it is not heeded. */
export function readUint31(bytes: Uint8Array, at: number): number {
  return readUint32(bytes, at) & 0x7fffffff;
}

/** Writes an unsigned 32-bit number at `at`, big-endian. */
export function writeUint32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}
