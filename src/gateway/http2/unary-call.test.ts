import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { byteDuplex, startTimer } from "../../node/grpc/node-duplex.ts";
import { deferred } from "../../testing/deferred.ts";
import { grpcPeer, type PeerAnswer, peerMethod } from "../../testing/grpc-peer.ts";
import { code, TransportError } from "../errors.ts";
import { CallError } from "../transport.ts";
import { Http2Connection } from "./connection.ts";
import { messages } from "./messages.ts";
import { grpcTransport, startCall } from "./unary-call.ts";

const request = Uint8Array.of(1, 2, 3);

function connect(answer: Parameters<typeof grpcPeer>[0] = (bytes) => bytes) {
  const stream = grpcPeer(answer);
  const told: string[] = [];
  const connection = new Http2Connection(byteDuplex(stream), {
    lost: (reason) => told.push(reason.message),
    goingAway: () => told.push("going away"),
  });
  return { stream, told, connection, transport: grpcTransport(connection, startTimer) };
}

function answering(answer: PeerAnswer) {
  return connect(() => answer).transport(peerMethod, request);
}

describe("a call to a grpc-js server", () => {
  it("brings the answer's bytes", async () => {
    const { transport } = connect();
    expect(await transport(peerMethod, request)).toEqual(request);
    expect(await transport(peerMethod, new Uint8Array(0))).toEqual(new Uint8Array(0));
  });

  it("brings 16 MiB there and back", async () => {
    const message = new Uint8Array(16 << 20);
    for (let at = 0; at < message.length; at += 4093) message[at] = at >> 4;
    const { transport, told } = connect();
    const [answer, small] = await Promise.all([transport(peerMethod, message), transport(peerMethod, request)]);
    expect(Buffer.compare(answer, message)).toBe(0);
    expect(small).toEqual(request);
    expect(told).toEqual([]);
  });

  it("is one of 500 at once, each with its own answer", async () => {
    let atOnce = 0;
    let most = 0;
    const { transport } = connect(async (bytes) => {
      most = Math.max(most, ++atOnce);
      await sleep(5);
      atOnce--;
      return bytes;
    });
    const requests = Array.from({ length: 500 }, (_none, index) => Uint8Array.of(index >> 8, index));
    expect(await Promise.all(requests.map((each) => transport(peerMethod, each)))).toEqual(requests);
    expect(most).toBeLessThanOrEqual(250);
    expect(most).toBeGreaterThan(100);
  });

  it("fails with the peer's code, words and details", async () => {
    const status = Uint8Array.of(8, 5, 255, 0);
    const failure = answering({ code: 5, message: "no such file: ä\n100%", status });
    await expect(failure).rejects.toEqual(new CallError(5, "no such file: ä\n100%", status));
    await expect(failure).rejects.toMatchObject({ name: "CallError", code: 5, status });
  });

  it("takes details of any length, padded or not", async () => {
    for (const length of [0, 1, 2, 3, 40_000]) {
      const status = new Uint8Array(length).fill(200);
      await expect(answering({ code: 3, message: "", status })).rejects.toMatchObject({ code: 3, status });
    }
  });

  it("fails where there is no such method", async () => {
    const { transport } = connect();
    const error = { name: "CallError", code: code.unimplemented };
    await expect(transport("/test.Service/Other", request)).rejects.toMatchObject(error);
  });

  it("fails when its time is up, and the server hears of that", async () => {
    const canceled = deferred<void>();
    const { transport, told } = connect((_bytes, call) => {
      call.on("cancelled", canceled.resolve);
      return new Promise(() => {});
    });
    const error = new TransportError(messages.noAnswer(peerMethod, 50), code.deadlineExceeded);
    await expect(transport(peerMethod, request, { timeoutMs: 50 })).rejects.toEqual(error);
    await canceled.promise;
    expect(told).toEqual([]);
  });

  it("is canceled, before it is sent and after", async () => {
    const started = deferred<void>();
    const canceled = deferred<void>();
    let calls = 0;
    const { connection, transport } = connect((bytes, call) => {
      if (++calls > 1) return bytes;
      call.on("cancelled", canceled.resolve);
      started.resolve();
      return new Promise(() => {});
    });
    const start = () => {
      const { promise, resolve } = deferred<unknown>();
      const plan = { method: peerMethod, message: request, headers: [], timeoutMs: undefined };
      return { cancel: startCall(connection, plan, startTimer, resolve), outcome: promise };
    };
    const first = start();
    await started.promise;
    const second = start();
    const reason = new TransportError("canceled", code.canceled);
    for (const call of [first, second]) call.cancel(reason);
    expect(await Promise.all([first.outcome, second.outcome])).toEqual([{ error: reason }, { error: reason }]);
    await canceled.promise;
    expect(await transport(peerMethod, request)).toEqual(request);
    expect(calls).toBe(2);
  });

  it("fails when the server dies in the midst of it", async () => {
    const { transport, stream, told } = connect(() => new Promise(() => {}));
    const failed = expect(transport(peerMethod, request)).rejects.toMatchObject({ name: "TransportError", code: 14 });
    await sleep(20);
    stream.destroy();
    await failed;
    expect(told).toEqual([messages.connectionClosed]);
    await expect(transport(peerMethod, request)).rejects.toMatchObject({ message: messages.connectionClosed });
  });
});
