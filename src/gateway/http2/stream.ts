import type { TransportError } from "../errors.ts";
import { ReceiveWindow } from "./flow-window.ts";
import type { HeaderField } from "./hpack-decoder.ts";
import { violations } from "./messages.ts";
import type { Http2Code } from "./protocol-error.ts";

/** What one request hears of its answer: headers, data, trailers, then exactly one of end, reset and fail. */
export interface StreamListener {
  headers(fields: readonly HeaderField[]): void;
  /** The bytes are only lent until this returns. */
  data(bytes: Uint8Array): void;
  trailers(fields: readonly HeaderField[]): void;
  /** The answer is whole. */
  end(): void;
  /** The peer gave the stream up. */
  reset(code: Http2Code): void;
  /** The connection was lost, or the answer broke the rules. */
  fail(error: TransportError): void;
}

/** One request and its answer. */
export class Stream {
  /** 0 while it waits for its turn. */
  id = 0;
  /** What the peer still takes of the body now, in bytes; below 0 after it narrowed its windows. */
  sendWindow = 0;
  /** How much of the body is sent, in bytes. */
  sentBytes = 0;
  readonly receiveWindow: ReceiveWindow;
  readonly headers: readonly HeaderField[];
  readonly body: Uint8Array;
  readonly listener: StreamListener;
  /** Whether the answer has begun. */
  isAnswered = false;

  constructor(headers: readonly HeaderField[], body: Uint8Array, listener: StreamListener, windowBytes: number) {
    this.headers = headers;
    this.body = body;
    this.listener = listener;
    this.receiveWindow = new ReceiveWindow(windowBytes);
  }

  /** Takes a header block. Returns what is wrong with it, undefined where nothing is. */
  takeHeaders(fields: readonly HeaderField[], ends: boolean): string | undefined {
    const status = this.isAnswered ? undefined : statusOf(fields);
    const isWrong = this.isAnswered ? !ends : status === undefined;
    if (isWrong || fields.some(isForbidden) || fields.slice(status === undefined ? 0 : 1).some(isPseudo)) {
      return violations.headers;
    }
    // An interim answer: the real one follows.
    if (status?.startsWith("1")) return ends ? violations.headers : undefined;
    if (this.isAnswered) this.listener.trailers(fields);
    else this.listener.headers(fields);
    this.isAnswered = true;
    return undefined;
  }

  /** Takes data. Returns what is wrong with it, undefined where nothing is. */
  takeData(bytes: Uint8Array): string | undefined {
    if (!this.isAnswered) return violations.dataFirst;
    if (bytes.length > 0) this.listener.data(bytes);
    return undefined;
  }
}

/** The answer's status, three digits, which must come first. */
function statusOf(fields: readonly HeaderField[]): string | undefined {
  const [name, value = ""] = fields[0] ?? [];
  return name === ":status" && /^[1-9][0-9][0-9]$/.test(value) ? value : undefined;
}

function isPseudo([name]: HeaderField): boolean {
  return name.startsWith(":");
}

const connectionHeaders: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);

/** RFC 9113, section 8.2: letters are small, values have no line ends, and nothing speaks of the connection. */
function isForbidden([name, value]: HeaderField): boolean {
  return !/^:?[!#-'*+.0-9^-z|~-]+$/.test(name) || connectionHeaders.has(name) || /[\0\r\n]/.test(value);
}
