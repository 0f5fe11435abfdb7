import { expect, test } from "vitest";
import type { Result } from "../gateway/gateway.ts";
import { statusOf } from "../gateway/status.ts";
import { decodeOps } from "../llb/op.ts";
import { FakeGateway, fakePlatform } from "../testing/fake-gateway.ts";
import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";
import { build } from "./build.ts";

const scanner = "docker.io/docker/buildkit-syft-scanner:stable-1";

function scanning(dockerfile: string, opts: Readonly<Record<string, string>>, config: object): FakeGateway {
  const gateway = new FakeGateway({
    opts,
    readFile: (_, path) => (path === "Dockerfile" ? encodeUtf8(dockerfile) : undefined),
  });
  const lookUp = gateway.resolveSourceMeta.bind(gateway);
  gateway.resolveSourceMeta = async (request) => {
    const found = await lookUp(request);
    if (request.source.identifier !== `docker-image://${scanner}`) return found;
    return { ...found, image: { digest: "", config: encodeUtf8(JSON.stringify({ config })) } };
  };
  return gateway;
}

function run(gateway: FakeGateway): Promise<Result> {
  return build(gateway, { defaultPlatform: fakePlatform, newIds: () => () => "id" });
}

test("each platform's build is scanned, with the context and the stages that ask for it beside it", async () => {
  const dockerfile = [
    "ARG BUILDKIT_SBOM_SCAN_CONTEXT=true",
    "FROM alpine AS one",
    "ARG BUILDKIT_SBOM_SCAN_STAGE=true",
    "RUN a",
    "FROM alpine",
    "ARG BUILDKIT_SBOM_SCAN_CONTEXT=true",
    "COPY --from=one /a /b",
    "COPY . /c",
  ].join("\n");
  const opts = { "attest:sbom": "b=2,a=1", platform: "linux/amd64,linux/arm64" };
  const gateway = scanning(dockerfile, opts, { Entrypoint: ["/scan"], Cmd: ["-x"], Env: ["PATH=/bin", "X"] });
  const result = await run(gateway);
  expect([...(result.attestations?.keys() ?? [])]).toEqual(["linux/amd64", "linux/arm64"]);
  const [attestation] = result.attestations?.get("linux/arm64") ?? [];
  expect(attestation).toMatchObject({
    kind: "bundle",
    path: "",
    predicateType: "https://spdx.dev/Document",
    subjects: [],
  });
  expect([...(attestation?.metadata ?? [])].map(([key, value]) => `${key}=${decodeUtf8(value)}`)).toEqual([
    "reason=sbom",
    "sbom-core=sbom",
  ]);
  const definition = gateway.solves.at(-1)?.definition;
  const scan = decodeOps(definition ?? { def: [], digests: [], metadata: new Map() }).findLast(({ exec }) => exec);
  expect(scan?.exec?.meta).toMatchObject({ args: ["/scan", "-x"], cwd: "/" });
  expect(scan?.exec?.meta?.env).toEqual([
    "PATH=/bin",
    "X=",
    "BUILDKIT_SCAN_DESTINATION=/run/out/",
    "BUILDKIT_SCAN_SOURCE=/run/src/core/sbom",
    "BUILDKIT_SCAN_SOURCE_EXTRAS=/run/src/extras",
    "BUILDKIT_SCAN_a=1",
    "BUILDKIT_SCAN_b=2",
  ]);
  expect(scan?.exec?.mounts.map(({ dest, readonly, mountType }) => `${dest} ${mountType} ${readonly}`)).toEqual([
    "/ BIND false",
    "/run/out/ BIND false",
    "/run/src/core/sbom BIND true",
    "/run/src/extras/sbom-context BIND true",
    "/run/src/extras/sbom-one BIND true",
    "/tmp TMPFS false",
  ]);
});

test("a scanner that has nothing to run is an error before anything is built", async () => {
  const gateway = scanning("FROM alpine\n", { "attest:sbom": "" }, {});
  const error = await run(gateway).catch((thrown: unknown) => thrown);
  expect(statusOf(error).message).toBe(`scanner ${scanner} does not have cmd`);
  expect(gateway.asked).toHaveLength(1);
});
