import { TransportError } from "../errors.ts";
import { messages } from "./messages.ts";

/** HTTP/2's error codes by name. The index is the code. */
const codeNames = [
  "NO_ERROR",
  "PROTOCOL_ERROR",
  "INTERNAL_ERROR",
  "FLOW_CONTROL_ERROR",
  "SETTINGS_TIMEOUT",
  "STREAM_CLOSED",
  "FRAME_SIZE_ERROR",
  "REFUSED_STREAM",
  "CANCEL",
  "COMPRESSION_ERROR",
  "CONNECT_ERROR",
  "ENHANCE_YOUR_CALM",
  "INADEQUATE_SECURITY",
  "HTTP_1_1_REQUIRED",
] as const;

/** The name of one of HTTP/2's error codes. */
export type Http2Code = (typeof codeNames)[number];

/** Returns the number of an error code on the wire. */
export function codeNumber(name: Http2Code): number {
  return codeNames.indexOf(name);
}

/** Returns the name of an error code of the wire; an unknown one is INTERNAL_ERROR, as RFC 9113 allows. */
export function codeName(number: number): Http2Code {
  return codeNames[number] ?? "INTERNAL_ERROR";
}

/** The peer broke HTTP/2: the connection is of no more use. `what` is its deed, one of `violations`. */
export class ProtocolError extends TransportError {
  readonly http2Code: Http2Code;
  constructor(http2Code: Http2Code, what: string) {
    super(messages.connectionLost(`${what} (${http2Code})`));
    this.name = "ProtocolError";
    this.http2Code = http2Code;
  }
}
