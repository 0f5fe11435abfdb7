import { expect, test } from "vitest";
import { moby } from "#proto/gateway.js";
import type { Definition } from "../llb/definition.ts";
import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";
import { connectBridge } from "./bridge.ts";
import { CapError } from "./cap-set.ts";
import { GatewayError, TransportError } from "./errors.ts";
import type { Gateway } from "./gateway.ts";
import { gatewayCaps, llbCaps } from "./known-caps.ts";
import { serve } from "./serve.ts";
import { CallError } from "./transport.ts";
import { encodeStatus } from "./wire-status.ts";

const pb = moby.buildkit.v1.frontend;
const everyCap = (ids: Iterable<string>) => [...ids].map((ID) => ({ ID, Enabled: true }));

interface Call {
  readonly method: string;
  readonly request: Uint8Array;
  readonly timeoutMs: number | undefined;
}

/** A daemon that announces `caps` and answers each method by its function. */
function daemon(
  caps: { gateway?: Iterable<string>; llb?: Iterable<string>; opts?: ReadonlyMap<string, string> },
  answers: Record<string, (request: Uint8Array) => Uint8Array>,
) {
  const calls: Call[] = [];
  const pong = pb.PongResponse.encode({
    FrontendAPICaps: everyCap(caps.gateway ?? []),
    LLBCaps: everyCap(caps.llb ?? []),
  }).finish();
  const gateway = connectBridge(
    async (path, request, options) => {
      const method = path.slice(path.lastIndexOf("/") + 1);
      calls.push({ method, request, timeoutMs: options?.timeoutMs });
      return method === "Ping" ? pong : (answers[method] ?? (() => new Uint8Array()))(request);
    },
    { opts: caps.opts ?? new Map(), sessionId: "s", workers: [], product: "buildkit" },
  );
  return { gateway, calls };
}

const modern = { gateway: gatewayCaps.keys(), llb: llbCaps.keys() };
const modernDaemon = (answers: Parameters<typeof daemon>[1] = {}, opts?: ReadonlyMap<string, string>) =>
  daemon({ gateway: [...gatewayCaps.keys()], llb: [...llbCaps.keys()], ...(opts && { opts }) }, answers);

function definition(caps: readonly string[] = []): Definition {
  const metadata = { ignoreCache: false, description: new Map(), caps: new Map(caps.map((id) => [id, true])) };
  return { def: [Uint8Array.of(1)], digests: ["sha256:a"], metadata: new Map([["sha256:a", metadata]]) };
}

const solved = (result: moby.buildkit.v1.frontend.Result.$Properties) => () =>
  pb.SolveResponse.encode({ result }).finish();

async function solveRequest(gateway: Gateway, calls: readonly Call[], request: Parameters<Gateway["solve"]>[0]) {
  await gateway.solve(request);
  return pb.SolveRequest.decode((calls.at(-1) as Call).request);
}

test("the greeting waits 15 seconds at most", async () => {
  const { gateway, calls } = modernDaemon();
  await gateway;
  expect(calls.map(({ method, request, timeoutMs }) => [method, request.length, timeoutMs])).toEqual([
    ["Ping", 0, 15_000],
  ]);
});

test("a daemon that announces nothing has what daemons had when lists came", async () => {
  const gateway = await daemon({}, {}).gateway;
  expect(["readfile", "return", "frontend.inputs"].map((id) => gateway.caps.supports(id))).toEqual([
    true,
    false,
    false,
  ]);
  expect(["source.image", "mergeop"].map((id) => gateway.llbCaps.supports(id))).toEqual([true, false]);
});

test("a definition that needs a missing capability is not sent", async () => {
  const { gateway, calls } = daemon({ gateway: modern.gateway, llb: ["source.image"] }, {});
  const solve = (await gateway).solve({ definition: definition(["source.image", "mergeop"]) });
  await expect(solve).rejects.toThrow(
    new CapError(
      "mergeop",
      "requested experimental feature mergeop  is not supported by build server, please update buildkit",
    ),
  );
  expect(calls.map((call) => call.method)).toEqual(["Ping"]);
});

test("a solve allows results and array refs, and a daemon that returns needs no exporter attributes", async () => {
  const { gateway, calls } = modernDaemon({ Solve: solved({ ref: { id: "r" } }) });
  const request = await solveRequest(await gateway, calls, { definition: definition(), evaluate: true });
  expect([request.allowResultReturn, request.allowResultArrayRef, request.Evaluate]).toEqual([true, true, true]);
  expect(request.ExporterAttr.length).toBe(0);
});

test("the client's cache imports are copied into the opts of each solve", async () => {
  const opts = new Map([
    ["cache-imports", "[1]"],
    ["cache-from", "a"],
    ["target", "x"],
  ]);
  const { gateway, calls } = modernDaemon({ Solve: solved({ ref: {} }) }, opts);
  const request = await solveRequest(await gateway, calls, { frontendOpts: new Map([["cache-from", "mine"]]) });
  expect({ ...request.FrontendOpt }).toEqual({ "cache-from": "mine", "cache-imports": "[1]" });
});

test("an empty definition is sent as one, and none as none", async () => {
  const { gateway, calls } = modernDaemon({ Solve: solved({ ref: {} }) });
  const bridge = await gateway;
  await bridge.solve({ definition: { def: [], digests: [], metadata: new Map() } });
  await bridge.solve({ frontend: "gateway.v0" });
  const [empty, none] = calls.slice(1).map((call) => [...call.request.subarray(0, 3)]);
  expect(empty).toEqual([0x0a, 0, 40]);
  expect(none?.[0]).toBe(0x12);
});

test("an empty id is an empty filesystem, alone and by platform, and goes back the same way", async () => {
  const refs = { "linux/amd64": { id: "a", def: Uint8Array.of(1, 2) }, "linux/arm64": { id: "" } };
  const { gateway, calls } = modernDaemon({ Solve: solved({ refs: { refs }, metadata: { k: Uint8Array.of(9) } }) });
  const bridge = await gateway;
  const result = await bridge.solve({ definition: definition() });
  expect(result.refs?.get("linux/amd64")?.id).toBe("a");
  expect(result.refs?.has("linux/arm64")).toBe(true);
  expect(result.refs?.get("linux/arm64")).toBeUndefined();
  await bridge.return({ result });
  const sent = pb.ReturnRequest.decode((calls.at(-1) as Call).request).result;
  expect(Object.keys(sent?.refs?.refs ?? {})).toEqual(["linux/amd64", "linux/arm64"]);
  expect([...(sent?.refs?.refs?.["linux/amd64"]?.def ?? [])]).toEqual([1, 2]);
  expect([...(sent?.metadata?.["k"] ?? [])]).toEqual([9]);
});

test("a daemon without array refs gets the older form", async () => {
  const without = [...gatewayCaps.keys()].filter((id) => id !== "proto.refarray");
  const { gateway, calls } = daemon({ gateway: without, llb: [] }, { Solve: solved({ refDeprecated: "old" }) });
  const bridge = await gateway;
  const result = await bridge.solve({ definition: definition() });
  expect(result.ref).toEqual({ id: "old" });
  await bridge.return({ result });
  expect(pb.ReturnRequest.decode((calls.at(-1) as Call).request).result?.refDeprecated).toBe("old");
});

test("a daemon without evaluate is made to build by a stat of the result", async () => {
  const without = [...gatewayCaps.keys()].filter((id) => id !== "gateway.solve.evaluate");
  const { gateway, calls } = daemon({ gateway: without, llb: [] }, { Solve: solved({ ref: { id: "r" } }) });
  await (await gateway).solve({ definition: definition(), evaluate: true });
  expect(calls.map((call) => call.method)).toEqual(["Ping", "Solve", "StatFile"]);
  expect(pb.StatFileRequest.decode((calls[2] as Call).request)).toMatchObject({ Ref: "r", Path: "." });
  expect(pb.SolveRequest.decode((calls[1] as Call).request).Evaluate).toBe(false);
});

test("so is one that answers with a bare ref", async () => {
  const { gateway, calls } = daemon(
    { gateway: ["statfile"] },
    { Solve: () => pb.SolveResponse.encode({ ref: "bare" }).finish() },
  );
  await (await gateway).solve({ definition: definition(), evaluate: true });
  expect(calls.map((call) => call.method)).toEqual(["Ping", "Solve", "StatFile"]);
  expect(pb.StatFileRequest.decode((calls[2] as Call).request).Ref).toBe("bare");
});

test("a map of nothing is no result by platform, and a list of nothing no attestation", async () => {
  const empty = { refs: { refs: {} }, attestations: { a: { attestation: [] } } };
  const { gateway } = modernDaemon({ Solve: solved(empty) });
  expect(await (await gateway).solve({ frontend: "gateway.v0" })).toEqual({ metadata: new Map(), ref: undefined });
});

test("attestations of kinds that are not known here go back as they came", async () => {
  const attestations = { a: { attestation: [{ kind: 5, inTotoSubjects: [{ kind: 7 }, { kind: 1 }] }] } };
  const { gateway, calls } = modernDaemon({ Solve: solved({ ref: { id: "r" }, attestations }) });
  const bridge = await gateway;
  await bridge.return({ result: await bridge.solve({ frontend: "gateway.v0" }) });
  const [sent] = pb.ReturnRequest.decode((calls.at(-1) as Call).request).result?.attestations?.["a"]?.attestation ?? [];
  expect([sent?.kind, ...(sent?.inTotoSubjects ?? []).map(({ kind }) => kind)]).toEqual([5, 7, 1]);
});

test("a daemon without return gets no metadata as null", async () => {
  const { gateway, calls } = daemon({}, { Solve: () => pb.SolveResponse.encode({ ref: "bare" }).finish() });
  const bridge = await gateway;
  await bridge.return({ result: await bridge.solve({ frontend: "gateway.v0" }) });
  const { ExporterAttr } = pb.SolveRequest.decode((calls.at(-1) as Call).request);
  expect(decodeUtf8(ExporterAttr)).toBe("null");
});

test("a daemon without return gets the solve again, as the final one, with the metadata", async () => {
  const { gateway, calls } = daemon({}, { Solve: () => pb.SolveResponse.encode({ ref: "bare" }).finish() });
  const bridge = await gateway;
  const { ref } = await bridge.solve({ definition: definition() });
  await bridge.return({
    result: {
      ref,
      metadata: new Map([
        ["b", encodeUtf8("x")],
        ["a", encodeUtf8("<y>")],
        ["c", new Uint8Array()],
      ]),
    },
  });
  const [first, final] = calls.slice(1).map((call) => pb.SolveRequest.decode(call.request));
  expect(decodeUtf8(first?.ExporterAttr ?? new Uint8Array())).toBe("{}");
  expect(final?.Final).toBe(true);
  expect(final?.Definition).toEqual(first?.Definition);
  expect(decodeUtf8(final?.ExporterAttr ?? new Uint8Array())).toBe('{"a":"PHk+","b":"eA==","c":null}');
});

test("an image's config of any size reaches a daemon without return, with an empty filesystem", async () => {
  const { gateway, calls } = daemon({}, {});
  const config = new Uint8Array(1 << 20);
  await (await gateway).return({ result: { metadata: new Map([["config", config]]) } });
  const { request } = calls.at(-1) as Call;
  expect([...request.subarray(0, 2)]).toEqual([0x0a, 0]);
  expect(pb.SolveRequest.decode(request).ExporterAttr.length).toBeGreaterThan(config.length);
});

test("a daemon without return learns of no error, and of no ref it did not give", async () => {
  const { gateway, calls } = daemon({}, {});
  const bridge = await gateway;
  await bridge.return({ error: new Error("x") });
  await expect(bridge.return({ result: { ref: { id: "other" }, metadata: new Map() } })).rejects.toThrow(
    "failed to find return ref: did not find request for return reference other",
  );
  expect(calls.map((call) => call.method)).toEqual(["Ping"]);
});

test("results by platform need the capability, and the daemon is told so once", async () => {
  const without = [...gatewayCaps.keys()].filter((id) => id !== "returnmap");
  const { gateway, calls } = daemon({ gateway: without, llb: [] }, {});
  const refs = new Map([
    ["a", undefined],
    ["b", undefined],
  ]);
  await expect((await gateway).return({ result: { refs, metadata: new Map() } })).rejects.toThrow(CapError);
  await serve(await gateway, async () => ({ refs, metadata: new Map() }));
  expect(calls.filter(({ method }) => method.endsWith("Return"))).toHaveLength(1);
  const { error } = pb.ReturnRequest.decode((calls.at(-1) as Call).request);
  expect(error?.message).toContain("requested experimental feature returnmap (return reference map) is not supported");
});

test.each(["frontend.inputs", "statfile", "readdir"])(
  "what needs %s is not asked of a daemon without it",
  async (id) => {
    const without = [...gatewayCaps.keys()].filter((each) => each !== id);
    const { gateway, calls } = daemon({ gateway: without, llb: [] }, {});
    const bridge = await gateway;
    const ref = { id: "r" };
    const ask = {
      "frontend.inputs": () => bridge.inputs(),
      statfile: () => bridge.statFile(ref, "x"),
      readdir: () => bridge.readDir(ref, "x"),
    };
    await expect(ask[id as keyof typeof ask]()).rejects.toThrow(CapError);
    expect(calls.length).toBe(1);
  },
);

test("a range is sent even when both its ends are zero", async () => {
  const { gateway, calls } = modernDaemon();
  const bridge = await gateway;
  await bridge.readFile({ id: "r" }, "f", { offset: 0, length: 0 });
  expect([...(calls.at(-1) as Call).request.subarray(-2)]).toEqual([0x1a, 0]);
  await bridge.readFile({ id: "r" }, "f", { offset: 1, length: 16777217 });
  const { Range } = pb.ReadFileRequest.decode((calls.at(-1) as Call).request);
  expect([String(Range?.Offset), String(Range?.Length)]).toEqual(["1", "16777217"]);
});

test("an older daemon is asked for the image's config, and says nothing of other sources", async () => {
  const answer = { Digest: "sha256:d", Config: encodeUtf8("{}"), Ref: "" };
  const { gateway, calls } = daemon(
    {},
    { ResolveImageConfig: () => pb.ResolveImageConfigResponse.encode(answer).finish() },
  );
  const bridge = await gateway;
  const source = { identifier: "docker-image://docker.io/library/a:1", attrs: new Map<string, string>() };
  const meta = await bridge.resolveSourceMeta({ source, image: { resolveMode: "pull" }, logName: "log" });
  expect(meta).toMatchObject({ source, image: { digest: "sha256:d" } });
  expect(pb.ResolveImageConfigRequest.decode((calls.at(-1) as Call).request)).toMatchObject({
    Ref: "docker.io/library/a:1",
    ResolveMode: "pull",
    LogName: "log",
  });
  const git = { identifier: "git://x", attrs: new Map<string, string>() };
  expect(await bridge.resolveSourceMeta({ source: git, git: { returnObject: true } })).toEqual({ source: git });
  expect(calls.length).toBe(2);
});

test("a source policy that turns an image into something else is an error of resolveImageConfig", async () => {
  const answer = { Source: { identifier: "https://example.com/x" }, HTTP: { Checksum: "no digest, and nobody asked" } };
  const { gateway } = modernDaemon({ ResolveSourceMeta: () => pb.ResolveSourceMetaResponse.encode(answer).finish() });
  await expect((await gateway).resolveImageConfig("busybox", {})).rejects.toThrow(
    "ref mutated by policy to non-image: docker-image://busybox -> https://example.com/x",
  );
});

test("an error comes with its details where they can be read, and as it is where not", async () => {
  const status = { code: 5, message: "whole text", details: [{ typeUrl: "t", value: Uint8Array.of(1) }] };
  const failing = (encoded: Uint8Array | undefined) =>
    modernDaemon({
      ReadFile: () => {
        throw new CallError(5, "short", encoded);
      },
    }).gateway.then((bridge) => bridge.readFile({ id: "r" }, "f"));
  await expect(failing(encodeStatus(status))).rejects.toMatchObject({
    message: "NotFound: whole text",
    code: 5,
    details: [{ typeUrl: "t" }],
  });
  for (const bad of [undefined, Uint8Array.of(255, 255), encodeStatus({ ...status, code: 6 })]) {
    const error = await failing(bad).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GatewayError);
    expect(error).toMatchObject({ message: "NotFound: short", details: [] });
  }
});

test("an answer that is no message is a transport error", async () => {
  const { gateway } = modernDaemon({ ReadFile: () => Uint8Array.of(0x0a, 9, 1) });
  await expect((await gateway).readFile({ id: "r" }, "f")).rejects.toThrow(TransportError);
});

test("opts may have any name", async () => {
  const { gateway, calls } = modernDaemon({ Solve: solved({ ref: {} }) });
  const frontendOpts = new Map([
    ["__proto__", "p"],
    ["constructor", "c"],
    ["1", "n"],
  ]);
  const { FrontendOpt } = await solveRequest(await gateway, calls, { frontend: "gateway.v0", frontendOpts });
  expect(new Map(Object.entries(FrontendOpt))).toEqual(frontendOpts);
});

test("an image's config is asked for without the resolve mode, and a source's meta with it", async () => {
  const answer = { Source: { identifier: "docker-image://a@sha256:1" }, Image: { Digest: "sha256:1" } };
  const { gateway, calls } = modernDaemon({
    ResolveSourceMeta: () => pb.ResolveSourceMetaResponse.encode(answer).finish(),
  });
  const bridge = await gateway;
  const image = {
    resolveMode: "pull",
    platform: { os: "linux", architecture: "arm64", variant: "", osVersion: "", osFeatures: [] },
  };
  const last = () => pb.ResolveSourceMetaRequest.decode((calls.at(-1) as Call).request);
  expect((await bridge.resolveImageConfig("a", { image })).ref).toBe("a@sha256:1");
  expect([last().ResolveMode, last().Image, last().Platform?.Architecture]).toEqual(["", null, "arm64"]);
  await bridge.resolveSourceMeta({ source: { identifier: "docker-image://a", attrs: new Map() }, image });
  expect([last().ResolveMode, last().Image?.NoConfig, last().Platform?.Architecture]).toEqual(["pull", false, "arm64"]);
});
