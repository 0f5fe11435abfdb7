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
  /** How many bytes of data the answer's headers announced; undefined where they say nothing of it. */
  private announcedBytes: number | undefined;
  private receivedBytes = 0;

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
    if (!this.isAnswered) return this.begin(fields);
    this.listener.trailers(fields);
    return undefined;
  }

  /** Takes data. Returns what is wrong with it, undefined where nothing is. */
  takeData(bytes: Uint8Array): string | undefined {
    if (!this.isAnswered) return violations.dataFirst;
    this.receivedBytes += bytes.length;
    if (this.receivedBytes > (this.announcedBytes ?? this.receivedBytes)) return violations.contentLength;
    if (bytes.length > 0) this.listener.data(bytes);
    return undefined;
  }

  /** Returns what is wrong with an answer that ends here, undefined where nothing is. */
  endFault(): string | undefined {
    return this.receivedBytes === (this.announcedBytes ?? this.receivedBytes) ? undefined : violations.contentLength;
  }

  private begin(fields: readonly HeaderField[]): string | undefined {
    const lengths = new Set(fields.filter(([name]) => name === "content-length").map(([, value]) => value));
    const [length] = lengths;
    if (lengths.size > 1 || (length !== undefined && !/^[0-9]{1,15}$/.test(length))) return violations.headers;
    if (length !== undefined) this.announcedBytes = Number(length);
    this.isAnswered = true;
    this.listener.headers(fields);
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

/**
 * RFC 9113, section 8.2: letters are small, values have no line ends, and nothing speaks of the connection. Blanks around
 * a value are let be, against section 8.2.1: gRPC in Go writes those of an error's message as they are.
 */
function isForbidden([name, value]: HeaderField): boolean {
  return !/^:?[!#-'*+.0-9^-z|~-]+$/.test(name) || connectionHeaders.has(name) || /[\0\r\n]/.test(value);
}
