import type { Duplex } from "node:stream";
import type { ByteDuplex, StartTimer } from "../../gateway/http2/byte-duplex.ts";

const longestTimerMs = 0x7fffffff;

/** Returns a stream of Node's as the gateway's HTTP/2 takes it. Its errors are ends: the peer is gone either way. */
export function byteDuplex(stream: Duplex): ByteDuplex {
  return {
    write: (bytes) => stream.write(bytes),
    listen(listener) {
      stream.on("error", () => listener.end());
      stream.on("end", () => listener.end());
      stream.on("close", () => listener.end());
      stream.on("drain", () => listener.drain());
      stream.on("data", (chunk: Uint8Array) => listener.data(chunk));
    },
  };
}

/** Node's timers; what is longer than they can be, 24 days, is cut to that. */
export const startTimer: StartTimer = (ms, expire) => {
  const timer = setTimeout(expire, Math.min(ms, longestTimerMs));
  return () => clearTimeout(timer);
};
