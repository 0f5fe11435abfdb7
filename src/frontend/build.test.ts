import { expect, test } from "vitest";
import { code } from "../gateway/errors.ts";
import type { Result } from "../gateway/gateway.ts";
import { statusOf } from "../gateway/status.ts";
import { FakeGateway, type FakeScript, fakePlatform } from "../testing/fake-gateway.ts";
import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";
import { build } from "./build.ts";

function daemon(dockerfile: string, opts: Readonly<Record<string, string>> = {}, script: FakeScript = {}): FakeGateway {
  return new FakeGateway({
    opts,
    readFile: (_, path) => (path === "Dockerfile" ? encodeUtf8(dockerfile) : undefined),
    ...script,
  });
}

function run(gateway: FakeGateway): Promise<Result> {
  return build(gateway, { defaultPlatform: fakePlatform, newIds: () => () => "id" });
}

async function statusAfter(gateway: FakeGateway) {
  return statusOf(
    await run(gateway).then(
      () => undefined,
      (error: unknown) => error,
    ),
  );
}

function textOf(result: Result, key: string): string {
  return decodeUtf8(result.metadata.get(key) ?? new Uint8Array());
}

test("one platform: a ref, its config and its platform", async () => {
  const gateway = daemon("FROM alpine\nRUN true\n", { "cache-from": "a" });
  const result = await run(gateway);
  expect(result.ref).toBeDefined();
  expect(result.refs).toBeUndefined();
  expect([...result.metadata.keys()].sort()).toEqual([
    "containerimage.base.config",
    "containerimage.config",
    "refs.platforms",
  ]);
  expect(textOf(result, "refs.platforms")).toBe(
    '{"Platforms":[{"ID":"linux/amd64","Platform":{"architecture":"amd64","os":"linux"}}]}',
  );
  expect(gateway.solves.at(-1)?.cacheImports).toEqual([{ type: "registry", attrs: new Map([["ref", "a"]]) }]);
});

test("several platforms: a ref each, warnings of the first only, and each image asked for once", async () => {
  const gateway = daemon("from alpine as X\nCMD a\n", { platform: "linux/amd64,linux/arm64" });
  const result = await run(gateway);
  expect([...(result.refs?.keys() ?? [])]).toEqual(["linux/amd64", "linux/arm64"]);
  expect(result.metadata.has("containerimage.config/linux/arm64")).toBe(true);
  expect(gateway.warnings.map(({ short }) => short)[0]).toBe(
    "StageNameCasing: Stage name 'X' should be lowercase (line 1)",
  );
  expect(gateway.warnings.filter(({ short }) => short.startsWith("StageNameCasing"))).toHaveLength(1);
  expect(gateway.asked).toHaveLength(2);
});

test("a scratch result has no ref and keeps its platform", async () => {
  expect((await run(daemon("FROM scratch\n"))).ref).toBeUndefined();
  const several = await run(daemon("FROM scratch\n", { platform: "linux/amd64,linux/arm64" }));
  expect([...(several.refs?.entries() ?? [])]).toEqual([
    ["linux/amd64", undefined],
    ["linux/arm64", undefined],
  ]);
});

test("a source date is in the result", async () => {
  expect(
    textOf(await run(daemon("FROM scratch\n", { "build-arg:SOURCE_DATE_EPOCH": "12" })), "source.date.epoch"),
  ).toBe("12");
});

test("an error in the file carries its lines", async () => {
  const status = await statusAfter(daemon("FROM alpine\nRUN --x y\n"));
  expect(status).toMatchObject({ code: code.unknown, message: "dockerfile parse error on line 2: unknown flag: --x" });
  expect(status.details.map(({ typeUrl }) => typeUrl)).toEqual(["github.com/moby/buildkit/errdefs.Source+json"]);
  const [detail] = status.details.map(
    ({ value }) => JSON.parse(decodeUtf8(value)) as { info: object; ranges: unknown },
  );
  expect(detail?.info).toMatchObject({ filename: "Dockerfile", language: "Dockerfile" });
  expect(detail?.ranges).toEqual([{ start: { line: 2 }, end: { line: 2 } }]);
});

test("the syntax directive forwards the build, unless it was forwarded here", async () => {
  const dockerfile = "# syntax=a/b:1 extra\nFROM scratch\n";
  const forward = () => ({ metadata: new Map([["k", encodeUtf8("v")]]) });
  const gateway = daemon(dockerfile, { x: "1" }, { forward });
  expect((await run(gateway)).metadata.get("k")).toEqual(encodeUtf8("v"));
  const request = gateway.solves.at(-1);
  expect(request).toMatchObject({ frontend: "gateway.v0", frontendInputs: new Map() });
  expect(Object.fromEntries(request?.frontendOpts ?? [])).toEqual({ x: "1", cmdline: "a/b:1 extra", source: "a/b:1" });
  await run(daemon(dockerfile, { cmdline: "a/b:1" }));
});

test("a failed forward names the directive's line; BUILDKIT_SYNTAX is named in words", async () => {
  const status = await statusAfter(daemon("# syntax=a/b\nFROM scratch\n"));
  expect(status.message).toBe("no frontend gateway.v0");
  expect(status.details).toHaveLength(1);
  const other = await statusAfter(daemon("FROM scratch\n", { "build-arg:BUILDKIT_SYNTAX": "a/b c" }));
  expect(other.message).toBe("failed with build-arg:BUILDKIT_SYNTAX = a/b c: no frontend gateway.v0");
});

test("an unknown frontend capability is refused, at once or after another frontend could have served it", async () => {
  const atOnce = daemon("FROM scratch\n", { "frontend.caps": "moby.buildkit.frontend.inputs,x" });
  expect(await statusAfter(atOnce)).toMatchObject({
    code: code.unimplemented,
    message: "unsupported frontend capability x",
  });
  expect(atOnce.calls).toEqual([]);
  const later = daemon("FROM scratch\n", { "frontend.caps": "x+forward" });
  expect((await statusAfter(later)).code).toBe(code.unimplemented);
  expect(later.calls).toContain("readFile Dockerfile");
});

test("a fault of this program says so and blames no line", async () => {
  const gateway = daemon("FROM alpine\n");
  gateway.resolveImageConfig = () => Promise.reject(new TypeError("x is undefined"));
  expect((await statusAfter(gateway)).message).toBe("this is a bug in dockerfile-llb: x is undefined");
});
