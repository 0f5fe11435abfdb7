import { violations } from "./messages.ts";
import { ProtocolError } from "./protocol-error.ts";

/** The window of a stream, and of a connection, before anyone said otherwise, in bytes. */
export const initialWindow = 65_535;
const maxWindow = 0x7fffffff;

/** Returns a window for sending, widened (or, after a setting of the peer, narrowed). Throws `ProtocolError` beyond 2^31 - 1. */
export function widened(window: number, by: number): number {
  if (window + by > maxWindow) throw new ProtocolError("FLOW_CONTROL_ERROR", violations.windowOverflow);
  return window + by;
}

/** What the peer may still send. */
export class ReceiveWindow {
  private readonly size: number;
  private used = 0;

  constructor(size: number) {
    this.size = size;
  }

  /** Counts what came. Throws `ProtocolError` when it is more than the window allows. */
  take(bytes: number): void {
    this.used += bytes;
    if (this.used > this.size) throw new ProtocolError("FLOW_CONTROL_ERROR", violations.windowOverrun);
  }

  /** Returns by how many bytes the peer is to be told that its window is wider: nothing until half of it is used up. */
  grant(): number {
    if (this.used < this.size / 2) return 0;
    const grant = this.used;
    this.used = 0;
    return grant;
  }
}
