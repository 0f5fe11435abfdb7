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
  settings,
} from "../../testing/scripted-peer.ts";
import { TransportError } from "../errors.ts";
import { CallError } from "../transport.ts";
import { Http2Connection } from "./connection.ts";
import { encodeFrame, flag, frameType, numberFrame } from "./frame.ts";
import { framedMessage } from "./message-reader.ts";
import { type Outcome, startCall } from "./unary-call.ts";

const response = Uint8Array.of(1, 2, 3);
const message = framedMessage(response);
const plan = { method: "/service/Method", message: response, headers: [], timeoutMs: undefined };

const noBytes = new Uint8Array(0);
const givenUp = new TransportError("given up");

/** A client with three calls under way, and how they ended. */
async function connect() {
  const peer = new ScriptedPeer();
  const lost: string[] = [];
  const outcomes: Outcome[][] = [[], [], []];
  const connection = new Http2Connection(peer, { lost: ({ message }) => lost.push(message), goingAway: () => {} });
  const cancels = outcomes.map((heard) => startCall(connection, plan, noTimer, (outcome) => heard.push(outcome)));
  await peer.send(settings());
  return { peer, lost, outcomes, cancels };
}

const streamId = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(1, 3, 5) }, fc.constantFrom(0, 2, 7, 0x7fffffff));
const payload = fc.oneof(
  fc.uint8Array({ maxLength: 24 }),
  fc.constantFrom(message, message.subarray(0, 4), message.subarray(4), joined(message, message)),
  fc.constantFrom(0, 1, 4, 6, 8, 300, 16_384).map((length) => new Uint8Array(length)),
  fc.nat(0xffffffff).map((number) => numberFrame(0, 0, number).subarray(9)),
);
const anyFrame = fc
  .tuple(fc.nat(12), fc.constantFrom(0, 1, 4, 5, 8, 9, 12, 13, 0x20, 0x24, 0x2d, 0xff), streamId, payload)
  .map(([type, flags, id, bytes]) => encodeFrame(type, flags, id, bytes));
/** What may come in its place: parts of three answers, and what comes between them. */
const goodFrame = fc
  .constantFrom(1, 3, 5)
  .chain((id) =>
    fc.constantFrom(
      answerHeaders(id),
      headers(id, { ":status": "103" }),
      data(id, message),
      data(id, message.subarray(0, 5)),
      data(id, message.subarray(5)),
      data(id, noBytes, flag.endStream),
      answerTrailers(id),
      numberFrame(frameType.reset, id, 8),
      numberFrame(frameType.windowUpdate, id, 1000),
      headers(id, { ":status": "200", "grpc-status": "5" }, flag.endStream | flag.endHeaders),
      joined(answerHeaders(id), data(id, message), answerTrailers(id)),
      joined(headers(id, { ":status": "200" }, 0), encodeFrame(frameType.continuation, flag.endHeaders, id, noBytes)),
      settings([4, id], [3, id]),
      encodeFrame(frameType.ping, 0, 0, new Uint8Array(8)),
      encodeFrame(frameType.goAway, 0, 0, Uint8Array.of(0, 0, 0, 3, 0, 0, 0, 0)),
    ),
  );
/** What happens next: a frame comes, or a call is given up. */
const deed = fc.oneof({ weight: 20, arbitrary: goodFrame }, { weight: 1, arbitrary: anyFrame }, fc.nat(2));

describe("whatever frames come, and whichever calls are given up meanwhile", () => {
  it("each call ends once, in an answer or in an error that is no fault of ours", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 30 }), async (deeds) => {
        const { peer, lost, outcomes, cancels } = await connect();
        for (const each of deeds) {
          if (typeof each === "number") cancels[each]?.(givenUp);
          else await peer.send(each);
        }
        await peer.end();
        expect(outcomes.map((heard) => heard.length)).toEqual([1, 1, 1]);
        expect(lost).toHaveLength(1);
        const said = [...lost, ...outcomes.flat().map((outcome) => ("error" in outcome ? outcome.error.message : ""))];
        expect(said.join("\n")).not.toContain("bug");
      }),
      { numRuns: 3000 },
    );
  });
});

it("blanks around an error's message are no fault of its headers", async () => {
  const { peer, outcomes } = await connect();
  await peer.send(headers(1, { ":status": "200", "grpc-status": "2", "grpc-message": " no such file\t " }, 5));
  expect(outcomes[0]).toEqual([{ error: new CallError(2, " no such file\t ", undefined) }]);
});
