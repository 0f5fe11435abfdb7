import { expect, test } from "vitest";
import { moby } from "#proto/control.js";
import { encodedPong } from "../testing/pong.ts";
import { startBuild } from "./control.ts";
import { TransportError } from "./errors.ts";
import { CallError } from "./transport.ts";

const { ListWorkersResponse, SolveRequest } = moby.buildkit.v1;
const request = { id: "build1", opts: new Map([["target", "x"]]) };

interface Call {
  readonly method: string;
  readonly buildId: string | undefined;
  readonly request: Uint8Array;
}

/** A daemon whose solve is under way until its build's Return. */
function daemon(meddle: (method: string) => Promise<Uint8Array> | undefined = () => undefined) {
  const calls: Call[] = [];
  let finish = () => {};
  const record = [{ ID: "w", platforms: [{ OS: "linux", Architecture: "arm", Variant: "v7" }] }];
  const usual: Record<string, () => Uint8Array | Promise<Uint8Array>> = {
    ListWorkers: () => ListWorkersResponse.encode({ record }).finish(),
    Ping: () => encodedPong(),
    "Control/Solve": () => new Promise((resolve) => (finish = () => resolve(new Uint8Array()))),
    Return: () => {
      finish();
      return new Uint8Array();
    },
  };
  const connection = (headers: Readonly<Record<string, string>>) => async (path: string, bytes: Uint8Array) => {
    const method = path.endsWith("Control/Solve") ? "Control/Solve" : path.slice(path.lastIndexOf("/") + 1);
    calls.push({ method, buildId: headers["buildkit-controlapi-buildid"], request: bytes });
    return meddle(method) ?? (usual[method] ?? (() => new Uint8Array()))();
  };
  return { connection, calls };
}

test("a build is a solve without frontend, whose gateway is told apart by the build's id", async () => {
  const { connection, calls } = daemon();
  const { gateway, end } = await startBuild(connection, request);
  await gateway.readFile({ id: "r" }, "f");
  await end();
  expect(calls.map(({ method, buildId }) => [method, buildId])).toEqual([
    ["ListWorkers", undefined],
    ["Control/Solve", undefined],
    ["Ping", "build1"],
    ["ReadFile", "build1"],
    ["Return", "build1"],
  ]);
  const solve = SolveRequest.decode((calls[1] as Call).request);
  expect([solve.Ref, solve.Frontend, solve.Internal]).toEqual(["build1", "", true]);
});

test("the daemon's workers are the build's", async () => {
  const { gateway } = await startBuild(daemon().connection, request);
  expect(gateway.build.workers).toEqual([
    {
      id: "w",
      labels: new Map(),
      platforms: [{ os: "linux", architecture: "arm", variant: "v7", osVersion: "", osFeatures: [] }],
    },
  ]);
  expect(gateway.build.opts).toBe(request.opts);
});

test("a solve that fails says why, though the gateway never answers", async () => {
  const { connection } = daemon((method) => {
    if (method === "Control/Solve") return Promise.reject(new CallError(7, "not here", undefined));
    return method === "Ping" ? new Promise(() => {}) : undefined;
  });
  await expect(startBuild(connection, request)).rejects.toThrow("PermissionDenied: not here");
});

test("a daemon that does not answer is an error", async () => {
  const { connection } = daemon(() => Promise.reject(new TransportError("gone")));
  await expect(startBuild(connection, request)).rejects.toThrow(new TransportError("gone"));
});
