import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";
import { hasSource, unsupportedFrontendCap, unsupportedSubrequest, withSource } from "./details.ts";
import { CodedError, DetailedError, type ErrorDetail, GatewayError, TransportError } from "./errors.ts";
import { statusOf } from "./status.ts";

const detail = (name: string): ErrorDetail => ({
  typeUrl: `github.com/moby/buildkit/${name}+json`,
  value: Uint8Array.of(1),
});
const ofDaemon = (code: number, details: readonly ErrorDetail[] = []) =>
  new GatewayError({ code, message: "no", details });
const names = (error: unknown) => statusOf(error).details.map(({ typeUrl }) => typeUrl.replace(/^.*\/|\+json$/g, ""));

test("an error without a code is Unknown, with its whole message", () => {
  expect(statusOf(new Error("a: b"))).toEqual({ code: 2, message: "a: b", details: [] });
  expect(statusOf("text")).toMatchObject({ code: 2, message: "text" });
});

test("the code is that of the first link that has one", () => {
  expect(statusOf(new Error("x", { cause: ofDaemon(5) })).code).toBe(5);
  expect(statusOf(new CodedError(12, new Error("xyz", { cause: ofDaemon(5) })))).toMatchObject({
    code: 12,
    message: "xyz",
  });
  expect(statusOf(new Error("x", { cause: new TransportError("t", 14) })).code).toBe(14);
  expect(statusOf(new CodedError(0, new Error("x"))).code).toBe(2);
});

test("a daemon's own message stands, whatever wrapped it on the way", () => {
  expect(statusOf(new Error("failed: NotFound: no", { cause: ofDaemon(5) })).message).toBe("no");
  const recoded = new CodedError(12, new Error("failed: NotFound: no", { cause: ofDaemon(5) }));
  expect(statusOf(recoded).message).toBe("failed: NotFound: no");
});

test("a daemon's error reads with its code's name, unless that is Unknown", () => {
  expect([ofDaemon(5).message, ofDaemon(2).message, ofDaemon(99).message]).toEqual([
    "NotFound: no",
    "no",
    "Code(99): no",
  ]);
});

test("so it does with what its details say, the last one first, which nobody tells the daemon", () => {
  const saying = (name: string, json: string): ErrorDetail => ({ ...detail(name), value: encodeUtf8(json) });
  const error = ofDaemon(5, [
    saying("errdefs.Subrequest", '{"name":"a"}'),
    saying("errdefs.Vertex", '{"digest":"d"}'),
    saying("errdefs.FrontendCap", "{"),
    saying("errdefs.FrontendCap", '{"name":"b"}'),
    saying("errdefs.CompatibilityFeature", '{"version":10,"feature":"c"}'),
  ]);
  expect(error.message).toBe(
    "unsupported compatibility-version 10 feature c: unsupported frontend capability b: unsupported request a: NotFound: no",
  );
  expect(statusOf(error).message).toBe("no");
});

test("details are those of unknown types, then stacks, then from the outside in", () => {
  const inner = ofDaemon(2, ["errdefs.Vertex", "x.Other", "errdefs.Solve", "stack.Stack"].map(detail));
  const outer = new DetailedError(detail("errdefs.Source"), new Error("wrapped", { cause: inner }));
  expect(names(outer)).toEqual(["x.Other", "stack.Stack", "errdefs.Source", "errdefs.Solve", "errdefs.Vertex"]);
});

test("details of a daemon pass, however many they are", () => {
  for (const each of [detail("stack.Stack"), detail("errdefs.Solve"), detail("unknown")]) {
    expect(statusOf(ofDaemon(2, Array(300_000).fill(each))).details).toHaveLength(300_000);
  }
});

test("details of a daemon pass unchanged, whatever their size", () => {
  const large = { typeUrl: detail("errdefs.Solve").typeUrl, value: new Uint8Array(3_000_000).fill(7) };
  expect(statusOf(new Error("x", { cause: ofDaemon(2, [large]) })).details[0]).toBe(large);
});

test("a place is Go's JSON of the source and its lines", () => {
  const info = {
    filename: "Dockerfile",
    language: "Dockerfile",
    data: Uint8Array.of(70),
    definition: { def: [Uint8Array.of(1)], digests: ["d"], metadata: new Map() },
  };
  const ranges = [{ start: { line: 2, character: 0 }, end: { line: 3, character: 0 } }];
  const error = withSource(new Error("bad"), info, ranges);
  const { message, details } = statusOf(error);
  expect(message).toBe("bad");
  expect(details[0]?.typeUrl).toBe("github.com/moby/buildkit/errdefs.Source+json");
  expect(decodeUtf8(details[0]?.value ?? new Uint8Array())).toBe(
    '{"info":{"filename":"Dockerfile","data":"Rg==","definition":{"def":["AQ=="]},"language":"Dockerfile"},"ranges":[{"start":{"line":2},"end":{"line":3}}]}',
  );
  expect([
    hasSource(error),
    hasSource(new Error("x", { cause: ofDaemon(2, [detail("errdefs.Source")]) })),
    hasSource(ofDaemon(2)),
  ]).toEqual([true, true, false]);
});

test("what is not supported is said by name, in words and in a detail", () => {
  const subrequest = statusOf(unsupportedSubrequest("frontend.x"));
  expect(subrequest).toMatchObject({ code: 2, message: "unsupported request frontend.x" });
  expect(decodeUtf8(subrequest.details[0]?.value ?? new Uint8Array())).toBe('{"name":"frontend.x"}');
  const cap = statusOf(unsupportedFrontendCap("y"));
  expect(cap).toMatchObject({ code: 12, message: "unsupported frontend capability y" });
  expect(cap.details[0]?.typeUrl).toBe("github.com/moby/buildkit/errdefs.FrontendCap+json");
});

test("a message is always valid UTF-8", () => {
  expect(statusOf(new Error("a\udcffb")).message).toBe("a\\xffb");
  expect(statusOf(new Error("a\udcc3\udca9b 😀")).message).toBe("aéb 😀");
});

test("an internal fault does not look like the user's", () => {
  expect(statusOf(new TypeError("undefined is not a function")).message).toMatch(/^this is a bug in dockerfile-llb: /);
});

test("a chain that closes on itself ends", () => {
  const first = new Error("first");
  first.cause = new Error("second", { cause: first });
  expect(statusOf(first).message).toBe("first");
});
