import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answerHeaders,
  answerTrailers,
  data,
  headers,
  joined,
  noTimer,
  ScriptedPeer,
  type Setting,
  settings,
  settled,
} from "../../testing/scripted-peer.ts";
import { code, TransportError } from "../errors.ts";
import type { CallError } from "../transport.ts";
import { Http2Connection } from "./connection.ts";
import { encodeFrame, flag, frameHeader, frameType, numberFrame } from "./frame.ts";
import { encodeHeaders } from "./hpack-encoder.ts";
import { framedMessage } from "./message-reader.ts";
import { messages, violations } from "./messages.ts";
import { type Outcome, startCall } from "./unary-call.ts";

const nothing = new Uint8Array(0);
const ping = encodeFrame(frameType.ping, 0, 0, new Uint8Array(8));
const response = Uint8Array.of(1, 2, 3);

/** A client with its peer, and all that it is told. */
function connect() {
  const peer = new ScriptedPeer();
  const told: string[] = [];
  const connection = new Http2Connection(peer, {
    lost: (reason) => told.push(reason.message),
    goingAway: () => told.push("going away"),
  });
  const call = (message: Uint8Array = Uint8Array.of(7)) => {
    const ended: { outcome?: Outcome } = {};
    const request = { method: "/service/Method", message, headers: [], timeoutMs: undefined };
    const cancel = startCall(connection, request, noTimer, (outcome) => {
      expect(ended.outcome).toBeUndefined();
      ended.outcome = outcome;
    });
    return Object.assign(ended, { cancel });
  };
  return { peer, told, connection, call };
}

/** A client whose call is under way on stream 1. */
async function connectAndCall(...options: readonly Setting[]) {
  const client = connect();
  const call = client.call();
  await client.peer.send(settings(...options));
  return { ...client, first: call };
}

function answer(id: number, message: Uint8Array = response): Uint8Array {
  return joined(answerHeaders(id), data(id, framedMessage(message)), answerTrailers(id));
}

const open = answerHeaders(1);
const raw = (length: number, type: number, flags: number, id: number) =>
  joined(frameHeader(type, flags, id, length), new Uint8Array(length));
const block = (hex: string) =>
  encodeFrame(frameType.headers, flag.endHeaders, 1, Uint8Array.from(Buffer.from(hex, "hex")));

const announced = (bytes: number) => headers(1, { ":status": "200", "content-length": `${bytes}` });
const twoLengths = encodeFrame(
  frameType.headers,
  flag.endHeaders,
  1,
  encodeHeaders([
    [":status", "200"],
    ["content-length", "8"],
    ["content-length", "9"],
  ]),
);

/** What a peer must not say while a call is under way on stream 1, and for what it is taken. */
const deeds: readonly (readonly [string, Uint8Array, string])[] = [
  ["a frame larger than allowed", frameHeader(frameType.data, 0, 1, 16_385), violations.frameTooLarge],
  ["the largest length of all", frameHeader(0xff, 0, 0, 0xffffff), violations.frameTooLarge],
  ["DATA without a stream", data(0, response), violations.noStream],
  ["HEADERS without a stream", answerHeaders(0), violations.noStream],
  ["PRIORITY without a stream", raw(5, frameType.priority, 0, 0), violations.noStream],
  ["PRIORITY of a wrong size", raw(4, frameType.priority, 0, 1), violations.frameSize],
  ["RST_STREAM without a stream", numberFrame(frameType.reset, 0, 0), violations.noStream],
  ["RST_STREAM of a wrong size", raw(3, frameType.reset, 0, 1), violations.frameSize],
  ["DATA on a stream that was never opened", data(3, response), violations.idleStream],
  ["HEADERS on a stream that was never opened", answerHeaders(5), violations.idleStream],
  ["RST_STREAM on a stream that was never opened", numberFrame(frameType.reset, 7, 0), violations.idleStream],
  ["a window for a stream that was never opened", numberFrame(frameType.windowUpdate, 9, 1), violations.idleStream],
  ["DATA on a stream of its own", data(2, response), violations.evenStream],
  ["a pushed stream", raw(8, frameType.pushPromise, flag.endHeaders, 1), violations.push],
  ["DATA after the end", joined(answer(1), data(1, response)), violations.closedStream],
  ["HEADERS after the end", joined(answer(1), open), violations.closedStream],
  ["HEADERS after RST_STREAM", joined(numberFrame(frameType.reset, 1, 8), open), violations.closedStream],
  [
    "padding as long as its frame",
    joined(open, encodeFrame(0, flag.padded, 1, Uint8Array.of(3, 0, 0))),
    violations.padding,
  ],
  ["padding without its length", joined(open, encodeFrame(0, flag.padded, 1, nothing)), violations.frameSize],
  [
    "padded HEADERS that are all padding",
    encodeFrame(1, flag.padded | 4, 1, Uint8Array.of(9, 0x88)),
    violations.padding,
  ],
  ["HEADERS cut in their priority", encodeFrame(1, flag.priority | 4, 1, Uint8Array.of(1, 2)), violations.frameSize],
  ["CONTINUATION of nothing", raw(1, frameType.continuation, flag.endHeaders, 1), violations.continuation],
  ["a frame in the midst of headers", joined(headers(1, {}, 0), ping), violations.continuation],
  ["CONTINUATION on another stream", joined(headers(1, {}, 0), raw(1, 9, 4, 3)), violations.continuation],
  ["SETTINGS on a stream", raw(0, frameType.settings, 0, 1), violations.onConnection],
  ["SETTINGS of a wrong size", raw(5, frameType.settings, 0, 0), violations.frameSize],
  ["an ACK of SETTINGS that has some", raw(6, frameType.settings, flag.ack, 0), violations.frameSize],
  ["SETTINGS that allow pushes", settings([2, 1]), violations.settings],
  ["SETTINGS with a window beyond 2^31", settings([4, 0x80000000]), violations.settings],
  ["SETTINGS with frames too small", settings([5, 16_383]), violations.settings],
  ["SETTINGS with frames too large", settings([5, 0x1000000]), violations.settings],
  ["PING on a stream", raw(8, frameType.ping, 0, 1), violations.onConnection],
  ["PING of a wrong size", raw(7, frameType.ping, 0, 0), violations.frameSize],
  ["GOAWAY on a stream", raw(8, frameType.goAway, 0, 1), violations.onConnection],
  ["GOAWAY of a wrong size", raw(7, frameType.goAway, 0, 0), violations.frameSize],
  ["a window widened by nothing", numberFrame(frameType.windowUpdate, 0, 0), violations.zeroIncrement],
  ["a stream's window widened by nothing", numberFrame(frameType.windowUpdate, 1, 0), violations.zeroIncrement],
  ["WINDOW_UPDATE of a wrong size", raw(5, frameType.windowUpdate, 0, 0), violations.frameSize],
  ["a window beyond 2^31", numberFrame(frameType.windowUpdate, 0, 0x7fffffff), violations.windowOverflow],
  ["a stream's window beyond 2^31", numberFrame(frameType.windowUpdate, 1, 0x7fffffff), violations.windowOverflow],
  [
    "a window beyond 2^31 by SETTINGS",
    joined(numberFrame(8, 1, 0x7f000000), settings([4, 0x7fffffff])),
    violations.windowOverflow,
  ],
  [
    "more than the stream's window",
    joined(open, data(1, Uint8Array.of(0, 1, 0, 0, 0)), ...Array(64).fill(data(1, new Uint8Array(16_384)))),
    violations.windowOverrun,
  ],
  [
    "more than the connection's window",
    joined(...Array(257).fill(data(1, new Uint8Array(16_384)))),
    violations.windowOverrun,
  ],
  ["headers in no table", block("fe"), violations.headerIndex],
  ["headers with a bad Huffman code", block("0081fe00"), violations.huffman],
  ["headers with an endless number", block(`ff${"80".repeat(20)}`), violations.headerInteger],
  ["headers cut short", block("00ff"), violations.headerCutShort],
  ["headers that resize the table", block("3fffff03"), violations.tableSize],
  [
    "two GOAWAYs that contradict each other",
    joined(raw(8, 7, 0, 0), encodeFrame(7, 0, 0, Uint8Array.of(0, 0, 0, 9, 0, 0, 0, 0))),
    violations.goAwayOrder,
  ],
  ["an unknown frame within headers", joined(headers(1, {}, 0), raw(3, 0xbb, 0, 1)), violations.continuation],
];

describe("a peer that breaks the rules ends in one error", () => {
  it.each(deeds)("%s", async (_deed, bytes, violation) => {
    const { peer, told, first, call } = await connectAndCall();
    await peer.send(bytes);
    const lost = told.filter((each) => each !== "going away");
    expect(lost).toEqual([expect.stringContaining(`the connection to BuildKit was lost: ${violation}`)]);
    expect(first.outcome).toBeDefined();
    const sent = peer.received.length;
    const late = call();
    expect(late.outcome).toMatchObject({ error: { name: "ProtocolError", message: lost[0] } });
    await peer.send(ping, settings());
    await peer.end();
    expect(told.length).toBeLessThanOrEqual(2);
    expect(peer.received.length).toBe(sent);
  });

  it.each([
    ["HTTP/1.1", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")],
    ["nothing but zeros", new Uint8Array(100)],
    ["PING first", ping],
    ["an ACK first", raw(0, frameType.settings, flag.ack, 0)],
  ])("%s instead of SETTINGS", async (_deed, bytes) => {
    const { peer, told, call } = connect();
    const first = call();
    await peer.send(Uint8Array.from(bytes));
    expect(told).toEqual([expect.stringContaining(violations.notHttp2)]);
    expect(first.outcome).toMatchObject({ error: { code: 14 } });
  });

  it.each<[string, Uint8Array, string]>([
    ["CONTINUATION without end", raw(16_384, frameType.continuation, 0, 1), violations.headersTooLarge],
    ["empty CONTINUATION without end", raw(0, frameType.continuation, 0, 1), violations.flood],
  ])("%s", async (_deed, frame, violation) => {
    const { peer, told } = await connectAndCall();
    await peer.send(headers(1, {}, 0));
    const many = joined(...Array(50).fill(frame));
    for (let sent = 0; told.length === 0 && sent < 2500; sent++) await peer.send(many);
    expect(told).toEqual([expect.stringContaining(violation)]);
  });

  it.each<[string, Uint8Array]>([
    ["PING", ping],
    ["SETTINGS", settings()],
    ["RST_STREAM of a stream that is over", numberFrame(frameType.reset, 1, 0)],
    ["empty DATA", data(3, nothing)],
    ["interim answers", headers(3, { ":status": "103" })],
    ["unknown frames", raw(4, 0xee, 0xff, 99)],
  ])("a flood of %s", async (_what, frame) => {
    const { peer, told, call, first } = await connectAndCall();
    await peer.send(answer(1));
    expect(first.outcome).toEqual({ response });
    call();
    await settled();
    if (frame[3] === frameType.data) await peer.send(answerHeaders(3));
    const many = joined(...Array(1000).fill(frame));
    for (let sent = 0; sent < 110; sent++) await peer.send(many);
    expect(told).toEqual([expect.stringContaining(violations.flood)]);
  });

  it("a peer that asks and does not read", async () => {
    const { peer, told } = await connectAndCall();
    peer.isSlow = true;
    const many = joined(...Array(1000).fill(ping));
    for (let sent = 0; sent < 90; sent++) await peer.send(many);
    expect(told).toEqual([expect.stringContaining(violations.unread)]);
  });
});

describe("an answer that breaks the rules ends its call alone", () => {
  it.each<[string, Uint8Array, RegExp]>([
    ["data before headers", data(1, response), /data before headers/],
    ["headers without status", headers(1, { "content-type": "application/grpc" }), /headers that HTTP\/2 forbids/],
    ["a status that is none", headers(1, { ":status": "2000" }), /headers that HTTP\/2 forbids/],
    ["a status that does not come first", headers(1, { a: "b", ":status": "200" }), /headers that HTTP\/2 forbids/],
    ["another pseudo-header", headers(1, { ":status": "200", ":path": "/" }), /headers that HTTP\/2 forbids/],
    ["large letters", headers(1, { ":status": "200", "Content-Type": "x" }), /headers that HTTP\/2 forbids/],
    [
      "a header of the connection",
      headers(1, { ":status": "200", connection: "close" }),
      /headers that HTTP\/2 forbids/,
    ],
    ["a line end", headers(1, { ":status": "200", a: "b\r\nc: d" }), /headers that HTTP\/2 forbids/],
    ["a name that is empty", headers(1, { ":status": "200", "": "x" }), /headers that HTTP\/2 forbids/],
    ["an interim answer that ends", headers(1, { ":status": "100" }, 5), /headers that HTTP\/2 forbids/],
    ["trailers that do not end", joined(open, headers(1, { "grpc-status": "0" })), /headers that HTTP\/2 forbids/],
    ["trailers with a status", joined(open, answerTrailers(1, { ":status": "200" })), /headers that HTTP\/2 forbids/],
    ["a length that is none", headers(1, { ":status": "200", "content-length": "8b" }), /headers that HTTP\/2 forbids/],
    ["lengths that differ", twoLengths, /headers that HTTP\/2 forbids/],
    [
      "less data than announced",
      joined(announced(9), data(1, framedMessage(response)), answerTrailers(1)),
      /announced/,
    ],
    ["no data where some was announced", headers(1, { ":status": "200", "content-length": "8" }, 5), /announced/],
    ["more data than announced", joined(announced(7), data(1, framedMessage(response))), /announced/],
    ["HTTP's own error", headers(1, { ":status": "415" }, 5), /HTTP status 415/],
    ["another content", headers(1, { ":status": "200", "content-type": "text/html" }, 5), /content type text\/html/],
    ["an end without status", joined(open, data(1, framedMessage(response), 1)), /no gRPC status/],
    ["a status that is no number", joined(open, answerTrailers(1, { "grpc-status": "-1" })), /no gRPC status/],
    ["no message", joined(open, answerTrailers(1)), /no message/],
    ["half a message", joined(open, data(1, framedMessage(response).subarray(0, 6)), answerTrailers(1)), /cut short/],
    ["two messages", joined(open, data(1, framedMessage(response)), data(1, framedMessage(response))), /more than one/],
    ["a compressed message", joined(open, data(1, Uint8Array.of(1, 0, 0, 0, 1, 9))), /compressed message/],
  ])("%s", async (_what, bytes, reason) => {
    const { peer, told, first, call } = await connectAndCall();
    await peer.send(bytes);
    expect(first.outcome).toMatchObject({ error: { code: 13, message: expect.stringMatching(reason) } });
    const second = call();
    await settled();
    await peer.send(answer(3));
    expect(second.outcome).toEqual({ response });
    expect(told).toEqual([]);
  });

  it("an announced message of more than 16 MiB", async () => {
    const { peer, first } = await connectAndCall();
    await peer.send(open, data(1, Uint8Array.of(0, 1, 0, 0, 1)));
    expect(first.outcome).toMatchObject({
      error: { code: 8, message: "grpc: received message larger than max (16777217 vs. 16777216)" },
    });
    expect(peer.of(frameType.reset)).toHaveLength(1);
  });

  it.each([
    ["REFUSED_STREAM", 7, 14],
    ["CANCEL", 8, 1],
    ["ENHANCE_YOUR_CALM", 11, 8],
    ["PROTOCOL_ERROR", 1, 13],
    ["INTERNAL_ERROR", 0xffff, 13],
  ])("a stream that the peer resets: %s", async (name, number, grpcCode) => {
    const { peer, first, told } = await connectAndCall();
    await peer.send(numberFrame(frameType.reset, 1, number));
    expect(first.outcome).toMatchObject({
      error: { name: "CallError", code: grpcCode, message: messages.reset(name) },
    });
    expect(told).toEqual([]);
  });
});

describe("what a peer may do", () => {
  it("is answered: SETTINGS and PING", async () => {
    const { peer } = await connectAndCall();
    await peer.send(encodeFrame(frameType.ping, 0, 0, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)), raw(8, 6, flag.ack, 0));
    expect(peer.of(frameType.settings).map((frame) => frame.flags)).toEqual([0, flag.ack]);
    expect(peer.of(frameType.ping)).toEqual([
      { type: 6, flags: flag.ack, streamId: 0, payload: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
    ]);
  });

  it("is passed over: unknown frames and settings, priorities, interim answers, late words on a canceled stream", async () => {
    const { peer, first, call, told } = await connectAndCall([0x1234, 5]);
    first.cancel(new TransportError("enough"));
    const second = call();
    await settled();
    await peer.send(raw(7, 0xaa, 0xff, 3), raw(5, frameType.priority, 0, 99), headers(3, { ":status": "103" }));
    await peer.send(
      answer(1),
      numberFrame(frameType.windowUpdate, 1, 10),
      numberFrame(frameType.reset, 1, 8),
      answer(3),
    );
    expect([first.outcome, second.outcome, told]).toEqual([{ error: new TransportError("enough") }, { response }, []]);
  });

  it("is understood: padding, priority, headers in pieces, a resized table, the reserved bit", async () => {
    const { peer, first } = await connectAndCall();
    const fields = encodeHeaders([
      [":status", "200"],
      ["content-type", "application/grpc"],
    ]);
    const start = joined(Uint8Array.of(2, 0, 0, 0, 0, 9, 0x3f, 0xe1, 0x1f), fields.subarray(0, 3), new Uint8Array(2));
    const padded = joined(Uint8Array.of(255), framedMessage(response), new Uint8Array(255));
    await peer.send(
      encodeFrame(frameType.headers, flag.padded | flag.priority, 0x80000001, start),
      encodeFrame(frameType.continuation, 0, 1, fields.subarray(3, 4)),
      encodeFrame(frameType.continuation, 0, 1, nothing),
      encodeFrame(frameType.continuation, flag.endHeaders, 1, fields.subarray(4)),
      encodeFrame(frameType.data, flag.padded, 1, padded),
      data(1, nothing),
      answerTrailers(1),
    );
    expect(first.outcome).toEqual({ response });
  });

  it("announces the length of its answer", async () => {
    const { peer, first, call } = await connectAndCall();
    await peer.send(announced(8), data(1, framedMessage(response)), answerTrailers(1));
    expect(first.outcome).toEqual({ response });
    const refused = call();
    await settled();
    await peer.send(headers(3, { ":status": "200", "content-length": "0", "grpc-status": "5" }, 5));
    expect(refused.outcome).toMatchObject({ error: { name: "CallError", code: 5 } });
  });

  it("ends an answer before it has the whole request", async () => {
    const { peer, told, call } = connect();
    const large = call(new Uint8Array(1 << 20));
    await peer.send(settings());
    await peer.send(headers(1, { ":status": "200", "grpc-status": "8", "grpc-message": "a%20b%zz%c3%a9%" }, 5));
    expect(large.outcome).toMatchObject({ error: { name: "CallError", code: 8, message: "a b%zzé%" } });
    expect(peer.of(frameType.reset)).toHaveLength(1);
    await peer.send(numberFrame(frameType.windowUpdate, 0, 1 << 20), numberFrame(frameType.reset, 1, 0));
    expect(peer.of(frameType.data).reduce((sum, frame) => sum + frame.payload.length, 0)).toBe(65_535);
    expect(told).toEqual([]);
  });

  it("fails with details of 1.3 MB, padded or not", async () => {
    for (const padding of ["", "="]) {
      const { peer, first, told } = await connectAndCall();
      const status = new Uint8Array(1_300_001).map((_none, index) => index * 7);
      const details = Buffer.from(status).toString("base64").replace("=", padding);
      const trailers = encodeHeaders([
        ["grpc-status", "2"],
        ["grpc-status-details-bin", details],
      ]);
      const pieces = [headers(1, {}, flag.endStream)];
      for (let at = 0; at < trailers.length; at += 16_384) {
        const ends = at + 16_384 >= trailers.length;
        pieces.push(encodeFrame(frameType.continuation, ends ? 4 : 0, 1, trailers.subarray(at, at + 16_384)));
      }
      await peer.send(open, ...pieces);
      const { error } = first.outcome as { error: CallError };
      expect([error.code, Buffer.compare(error.status ?? nothing, status), told]).toEqual([2, 0, []]);
    }
  });

  it("goes away: what it has not begun fails, the rest ends well, nothing new begins", async () => {
    const { peer, told, first, call } = await connectAndCall();
    const second = call();
    await settled();
    const lastServed = encodeFrame(frameType.goAway, 0, 0, Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 0));
    await peer.send(encodeFrame(frameType.goAway, 0, 0, Uint8Array.of(0x7f, 255, 255, 255, 0, 0, 0, 0)), lastServed);
    expect(told).toEqual(["going away"]);
    expect(second.outcome).toMatchObject({ error: { code: 14, message: messages.goingAway("NO_ERROR") } });
    expect(call().outcome).toMatchObject({ error: { code: 14, message: messages.goingAway("NO_ERROR") } });
    await peer.send(answer(1));
    expect(first.outcome).toEqual({ response });
  });

  it.each([
    [0, "BuildKit is going away"],
    [1, "BuildKit is going away (PROTOCOL_ERROR)"],
    [0xdead, "BuildKit is going away (INTERNAL_ERROR)"],
  ])("says why it goes away: %i", async (number, message) => {
    const { peer, call } = await connectAndCall();
    const payload = joined(new Uint8Array(4), numberFrame(0, 0, number).subarray(9), new Uint8Array(20));
    await peer.send(encodeFrame(frameType.goAway, 0, 0, payload));
    expect(call().outcome).toEqual({ error: new TransportError(message) });
  });

  it("ends in the midst of a frame: every call fails, once", async () => {
    const { peer, told, first, call } = await connectAndCall([3, 1]);
    const waiting = call();
    await peer.send(answer(1).subarray(0, 40));
    await peer.end();
    await peer.end();
    const lost = { error: new TransportError(messages.connectionClosed) };
    expect([first.outcome, waiting.outcome, told]).toEqual([lost, lost, [messages.connectionClosed]]);
  });
});

describe("a fault of this side", () => {
  it("loses the connection once, and says that it is a bug", async () => {
    const { peer, told, first, call } = await connectAndCall();
    peer.write = () => {
      throw new TypeError("x is no function");
    };
    const second = call();
    await settled();
    const lost = messages.connectionLost("this is a bug in dockerfile-llb: x is no function");
    expect(told).toEqual([lost]);
    for (const { outcome } of [first, second, call()]) {
      expect(outcome).toEqual({ error: new TransportError(lost, code.internal) });
    }
  });
});

describe("the peer's limits", () => {
  it("one call until its settings came, then as many as it serves, never more than 250", async () => {
    const { peer, call } = connect();
    const calls = Array.from({ length: 300 }, () => call());
    await settled();
    expect(peer.of(frameType.headers)).toHaveLength(1);
    await peer.send(settings([3, 10]));
    expect(peer.of(frameType.headers)).toHaveLength(10);
    await peer.send(settings([3, 4_000_000_000]));
    expect(peer.of(frameType.headers)).toHaveLength(250);
    // The first that waits is given up, the others go as there is room.
    calls[250]?.cancel(new TransportError("enough"));
    for (let id = 1; id < 600; id += 2) if (id < 599) await peer.send(answer(id));
    expect(calls.filter((each) => each.outcome && "response" in each.outcome)).toHaveLength(299);
    expect(peer.of(frameType.headers).map((frame) => frame.streamId)).toEqual(
      Array.from({ length: 299 }, (_none, index) => 2 * index + 1),
    );
  });

  it("200,000 calls wait, and all fail with the connection", async () => {
    const { peer, told, connection } = connect();
    const failed: string[] = [];
    const ignored = { headers: () => {}, data: () => {}, trailers: () => {}, end: () => {}, reset: () => {} };
    const listener = { ...ignored, fail: ({ message }: TransportError) => failed.push(message) };
    for (let at = 0; at < 200_000; at++) connection.request([], response, listener);
    await peer.end();
    expect([failed.length, new Set(failed), told]).toEqual([
      200_000,
      new Set([messages.connectionClosed]),
      [messages.connectionClosed],
    ]);
  });

  it("windows of streams and connection, widened, narrowed below zero, and turns", async () => {
    const { peer, call } = connect();
    call(new Uint8Array(100_000));
    call(new Uint8Array(995));
    await settled();
    await peer.send(settings([4, 10_000]));
    const sent = (id: number) =>
      peer.of(frameType.data).reduce((sum, frame) => sum + (frame.streamId === id ? frame.payload.length : 0), 0);
    // Stream 1 began before the settings came, with the default window.
    expect([sent(1), sent(3)]).toEqual([65_535, 0]);
    await peer.send(numberFrame(frameType.windowUpdate, 0, 600));
    expect([sent(1), sent(3)]).toEqual([65_535, 600]);
    await peer.send(numberFrame(frameType.windowUpdate, 0, 1_000_000));
    expect([sent(1), sent(3)]).toEqual([65_535, 1000]);
    await peer.send(numberFrame(frameType.windowUpdate, 1, 65_535 - 10_000));
    expect(sent(1)).toBe(65_535);
    await peer.send(numberFrame(frameType.windowUpdate, 1, 5));
    expect(sent(1)).toBe(65_540);
    await peer.send(settings([4, 1 << 20], [5, 1 << 20]));
    expect(sent(1)).toBe(100_005);
    expect(peer.of(frameType.data).at(-1)).toMatchObject({ flags: flag.endStream });
  });

  it("what it does not read: nothing more is written until it does", async () => {
    const { peer, call } = connect();
    await peer.send(settings([4, 0x7fffffff], [5, 1 << 20]), numberFrame(frameType.windowUpdate, 0, 0x7fff0000));
    peer.isSlow = true;
    const bodies = () => peer.of(frameType.data).reduce((sum, frame) => sum + frame.payload.length, 0);
    call(new Uint8Array(2 << 20));
    call(new Uint8Array(2 << 20));
    await settled();
    const first = bodies();
    expect(first).toBeLessThanOrEqual(320 << 10);
    await peer.send(ping);
    expect(bodies()).toBe(first);
    expect(new Set(peer.of(frameType.data).map((frame) => frame.streamId))).toEqual(new Set([1, 3]));
    for (let drained = 0; drained < 30; drained++) await peer.drain();
    expect(bodies()).toBe((4 << 20) + 10);
    expect(peer.of(frameType.ping)).toHaveLength(1);
  });

  it("an answer of 16 MiB: both windows are widened as it comes, and it is taken whole", async () => {
    const { peer, first } = await connectAndCall();
    const message = new Uint8Array(16 << 20).fill(5);
    const framed = framedMessage(message);
    await peer.send(open);
    for (let at = 0; at < framed.length; at += 16_000) await peer.send(data(1, framed.subarray(at, at + 16_000)));
    await peer.send(answerTrailers(1));
    const { response: got = nothing } = first.outcome as { response: Uint8Array };
    expect(Buffer.compare(got, message)).toBe(0);
    expect(got.buffer.byteLength).toBe(framed.length);
    expect(new Set(peer.of(frameType.windowUpdate).map((frame) => frame.streamId))).toEqual(new Set([0, 1]));
  });

  it("a request of more than 16 MiB is not sent", async () => {
    const { peer, call } = connect();
    const large = call(new Uint8Array((16 << 20) + 1));
    expect(large.outcome).toMatchObject({
      error: { code: 8, message: "trying to send message larger than max (16777217 vs. 16777216)" },
    });
    await settled();
    expect(peer.of(frameType.headers)).toHaveLength(0);
  });
});

describe("any pieces that the bytes come in", () => {
  const stream = joined(
    settings([3, 100]),
    headers(1, { ":status": "200", "content-type": "application/grpc" }, 0),
    encodeFrame(frameType.continuation, flag.endHeaders, 1, encodeHeaders([["x", "y".repeat(200)]])),
    ping,
    data(1, framedMessage(response).subarray(0, 3)),
    encodeFrame(0, flag.padded, 1, joined(Uint8Array.of(4), framedMessage(response).subarray(3), new Uint8Array(4))),
    raw(30, 0xcc, 0, 0),
    answerTrailers(1),
    answerTrailers(3, { ":status": "200", "grpc-status": "5", "grpc-message": "none" }).fill(5, 4, 5),
  );

  async function play(pieces: readonly Uint8Array[]) {
    const { peer, call, told } = connect();
    const calls = [call(), call()];
    // The second call may be sent only after the settings came.
    const first = stream.subarray(0, 15);
    await peer.send(first);
    for (const piece of pieces) await peer.send(piece);
    return { outcomes: calls.map((each) => each.outcome), told, received: peer.received };
  }

  it("make no difference", async () => {
    const rest = stream.subarray(15);
    const whole = await play([rest]);
    expect(whole.outcomes[0]).toEqual({ response });
    expect(whole.outcomes[1]).toMatchObject({ error: { code: 5, message: "none" } });
    expect(await play(Array.from(rest, (byte) => Uint8Array.of(byte)))).toEqual(whole);
    const cuts = fc.uniqueArray(fc.nat(rest.length), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        const sorted = [0, ...places.toSorted((a, b) => a - b), rest.length];
        const pieces = sorted.slice(1).map((to, index) => rest.slice(sorted[index], to));
        expect(await play(pieces)).toEqual(whole);
      }),
      { numRuns: 100 },
    );
  });

  it("and any bytes at all end in an answer or in one error", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(stream.length - 16),
        fc.nat(255),
        fc.uint8Array({ maxLength: 30 }),
        async (at, byte, more) => {
          const rest = stream.slice(15);
          rest[at] = byte;
          const { peer, call, told } = connect();
          const calls = [call(), call()];
          await peer.send(stream.subarray(0, 15));
          await peer.send(rest, more);
          await peer.end();
          expect(calls.every((each) => each.outcome !== undefined)).toBe(true);
          expect(told.filter((each) => each !== "going away")).toHaveLength(1);
          expect(told.join()).not.toMatch(/TypeError|RangeError/);
        },
      ),
      { numRuns: 500 },
    );
  });
});
