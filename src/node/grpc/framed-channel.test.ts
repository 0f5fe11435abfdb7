import { setTimeout as sleep } from "node:timers/promises";
import { Client, credentials } from "@grpc/grpc-js";
import { describe, expect, it } from "vitest";
import { deferred } from "../../testing/deferred.ts";
import { grpcPeer, peerMethod } from "../../testing/grpc-peer.ts";
import { FramedChannel } from "./framed-channel.ts";
import { unaryTransport } from "./unary-transport.ts";

function connect(answer: Parameters<typeof grpcPeer>[0], headers: Readonly<Record<string, string>> = {}) {
  const stream = grpcPeer(answer);
  const lost: string[] = [];
  const channel = new FramedChannel(stream, (reason) => lost.push(reason.message));
  const client = new Client("stdio", credentials.createInsecure(), { channelOverride: channel });
  return { stream, lost, client, transport: unaryTransport(client, headers) };
}

const request = Uint8Array.of(1, 2, 3);

describe("a grpc-js client on HTTP/2 of our own", () => {
  it("brings answers of any size, many at once, with its headers", async () => {
    const { transport } = connect(
      (bytes, call) => Buffer.concat([bytes, ...call.metadata.get("x-id").map((id) => Buffer.from(id))]),
      {
        "x-id": "7",
      },
    );
    expect(Buffer.from(await transport(peerMethod, request)).toString("latin1")).toBe("\u0001\u0002\u00037");
    const large = new Uint8Array((16 << 20) - 1).fill(9);
    const calls = [large, ...Array.from({ length: 300 }, () => request)].map((each) => transport(peerMethod, each));
    expect((await Promise.all(calls)).map((each) => each.length)).toEqual([16 << 20, ...Array(300).fill(4)]);
  });

  it("tells the peer's error with its details", async () => {
    const status = Uint8Array.of(8, 9, 7);
    const { transport } = connect(() => ({ code: 9, message: "not now: é", status }));
    const error = { name: "CallError", code: 9, message: "not now: é", status };
    await expect(transport(peerMethod, request)).rejects.toMatchObject(error);
  });

  it.each([4, 14] as const)("takes no code of the peer's for this side's own: %i", async (code) => {
    const { transport, lost } = connect(() => ({ code, message: "not now" }));
    const error = { name: "CallError", code, message: "not now" };
    await expect(transport(peerMethod, request, { timeoutMs: 60_000 })).rejects.toMatchObject(error);
    expect(lost).toEqual([]);
  });

  it("ends when its time is up", async () => {
    const { transport } = connect(() => new Promise(() => {}));
    const error = { name: "TransportError", code: 4, message: `no answer from BuildKit to ${peerMethod} within 0 s` };
    await expect(transport(peerMethod, request, { timeoutMs: 30 })).rejects.toMatchObject(error);
  });

  it("refuses a request of more than 16 MiB, and goes on", async () => {
    const { transport } = connect((bytes) => bytes);
    const error = { name: "CallError", code: 8, message: expect.stringContaining("(16777217 vs. 16777216)") };
    await expect(transport(peerMethod, new Uint8Array((16 << 20) + 1))).rejects.toMatchObject(error);
    expect(new Uint8Array(await transport(peerMethod, request))).toEqual(request);
  });

  it("cancels a call", async () => {
    const { client } = connect(() => new Promise(() => {}));
    const asIs = (bytes: Buffer) => bytes;
    const ended = deferred<unknown>();
    const call = client.makeUnaryRequest(peerMethod, asIs, asIs, Buffer.from(request), (error) => ended.resolve(error));
    await sleep(20);
    call.cancel();
    expect(await ended.promise).toMatchObject({ code: 1, details: "Cancelled on client" });
  });

  it("says once that the connection is lost", async () => {
    const { transport, stream, lost } = connect(() => new Promise(() => {}));
    const failed = expect(transport(peerMethod, request)).rejects.toMatchObject({ name: "TransportError", code: 14 });
    await sleep(20);
    stream.destroy();
    await failed;
    expect(lost).toHaveLength(1);
  });
});
