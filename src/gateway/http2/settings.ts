import { initialWindow } from "./flow-window.ts";
import { encodeFrame, frameType, maxFrameBytes, readUint32, writeUint32 } from "./frame.ts";
import { violations } from "./messages.ts";
import { ProtocolError } from "./protocol-error.ts";

const setting = { enablePush: 2, maxStreams: 3, initialWindow: 4, maxFrame: 5, maxHeaderList: 6 } as const;
const entryBytes = 6;
const maxFrameLimit = 0xffffff;

/** What a peer says of itself. */
export interface PeerSettings {
  /** How many streams it serves at once; undefined: it sets no limit. */
  readonly maxStreams: number | undefined;
  /** The window of each stream it is sent, in bytes, at first. */
  readonly initialWindow: number;
  /** The largest payload of a frame it takes, in bytes. */
  readonly maxFrameBytes: number;
}

/** What holds before the peer says anything. */
export const unsaidSettings: PeerSettings = { maxStreams: undefined, initialWindow, maxFrameBytes };

/** Returns this side's SETTINGS: no pushes, the window of each stream, and how many bytes of headers are taken. */
export function encodeSettings(windowBytes: number, headerBytes: number): Uint8Array {
  const entries = [
    [setting.enablePush, 0],
    [setting.initialWindow, windowBytes],
    [setting.maxHeaderList, headerBytes],
  ] as const;
  const payload = new Uint8Array(entries.length * entryBytes);
  for (const [index, [id, value]] of entries.entries()) {
    payload[index * entryBytes + 1] = id;
    writeUint32(payload, index * entryBytes + 2, value);
  }
  return encodeFrame(frameType.settings, 0, 0, payload);
}

/** Returns what holds after a SETTINGS frame; unknown settings are passed over. Throws `ProtocolError`. */
export function appliedSettings(before: PeerSettings, payload: Uint8Array): PeerSettings {
  if (payload.length % entryBytes !== 0) throw new ProtocolError("FRAME_SIZE_ERROR", violations.frameSize);
  let after = before;
  for (let at = 0; at < payload.length; at += entryBytes) {
    const id = readUint32(payload, at) >>> 16;
    const value = readUint32(payload, at + 2);
    if (id === setting.maxStreams) after = { ...after, maxStreams: value };
    if (id === setting.enablePush && value !== 0) throw new ProtocolError("PROTOCOL_ERROR", violations.settings);
    if (id === setting.initialWindow) {
      if (value > 0x7fffffff) throw new ProtocolError("FLOW_CONTROL_ERROR", violations.settings);
      after = { ...after, initialWindow: value };
    }
    if (id === setting.maxFrame) {
      if (value < maxFrameBytes || value > maxFrameLimit)
        throw new ProtocolError("PROTOCOL_ERROR", violations.settings);
      after = { ...after, maxFrameBytes: value };
    }
  }
  return after;
}
