import { Duplex } from "node:stream";
import { encodeFrame, type Frame, flag, frameType } from "../../src/gateway/http2/frame.ts";
import { FrameReader } from "../../src/gateway/http2/frame-reader.ts";
import { type HeaderField, HpackDecoder } from "../../src/gateway/http2/hpack-decoder.ts";
import { encodeHeaders } from "../../src/gateway/http2/hpack-encoder.ts";
import type { Answer, RecordedCall } from "../../src/testing/stdio-gateway.ts";

const prefaceBytes = 24;
const messageHeaderBytes = 5;
const tableBytes = 4096;
/** `:status: 200`, `content-type: application/grpc`, in Huffman's code as daemons write it. */
const answerHeaders = "885f8b1d75d0620d263d4c4d6564";
/** `grpc-status: 0`, `grpc-message:`, likewise. */
const goodTrailers = "40889acac8b21234da8f013040899acac8b5254207317f00";

/** A daemon in memory, as bytes of HTTP/2: returns the frontend's end of the connection to it. */
export function rehearsalDaemon(answer: (call: RecordedCall) => Answer): Duplex {
  const decoder = new HpackDecoder(tableBytes);
  const methods = new Map<number, string>();
  let greeted = 0;

  function take({ type, flags, streamId, payload }: Frame): void {
    if (type === frameType.headers) methods.set(streamId, methodOf(decoder.decode(payload)));
    if (type === frameType.settings && (flags & flag.ack) === 0) send(frameType.settings, flag.ack, 0);
    if (type !== frameType.data || (flags & flag.endStream) === 0) return;
    const request = Uint8Array.from(payload.subarray(messageHeaderBytes));
    reply(streamId, answer({ method: methods.get(streamId) ?? "", request }));
  }

  function reply(streamId: number, given: Answer): void {
    if (given === "silence") return;
    send(frameType.headers, flag.endHeaders, streamId, Buffer.from(answerHeaders, "hex"));
    if ("response" in given) send(frameType.data, 0, streamId, grpcMessage(given.response));
    const trailers = "response" in given ? Buffer.from(goodTrailers, "hex") : encodeHeaders(failure(given));
    send(frameType.headers, flag.endHeaders | flag.endStream, streamId, trailers);
  }

  const send = (type: number, flags: number, streamId: number, payload: Uint8Array = new Uint8Array(0)): void => {
    duplex.push(Buffer.from(encodeFrame(type, flags, streamId, payload)));
  };
  const reader = new FrameReader(take);
  const duplex = new Duplex({
    read: () => {},
    write(chunk: Buffer, _encoding, done) {
      const skipped = Math.min(prefaceBytes - greeted, chunk.length);
      greeted += skipped;
      reader.push(chunk.subarray(skipped));
      done();
    },
  });
  send(frameType.settings, 0, 0);
  return duplex;
}

function methodOf(fields: readonly HeaderField[]): string {
  const path = fields.find(([name]) => name === ":path")?.[1] ?? "";
  return path.slice(path.lastIndexOf("/") + 1);
}

function grpcMessage(message: Uint8Array): Uint8Array {
  const framed = Buffer.alloc(messageHeaderBytes + message.length);
  framed.writeUInt32BE(message.length, 1);
  framed.set(message, messageHeaderBytes);
  return framed;
}

function failure({ code, message }: { readonly code: number; readonly message: string }): readonly HeaderField[] {
  return [
    ["grpc-status", String(code)],
    ["grpc-message", message],
  ];
}
