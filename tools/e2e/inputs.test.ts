import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ControlledBuild, startBuild } from "../../src/gateway/control.ts";
import { type Definition, decodeDefinition } from "../../src/llb/definition.ts";
import { marshal } from "../../src/llb/marshal.ts";
import { scratch } from "../../src/llb/sources.ts";
import { connectDaemon, type DaemonSocket } from "../../src/node/grpc/daemon.ts";
import { hostPlatform } from "../../src/node/host-platform.ts";
import { type Connection, connect } from "./connect.ts";

let connection: Connection;
let socket: DaemonSocket;
let client: ControlledBuild;

beforeAll(async () => {
  connection = await connect();
  socket = await connectDaemon(connection.buildkitHost);
  client = await startBuild(socket.connection, { id: randomUUID(), opts: new Map() });
}, 60_000);

afterAll(async () => {
  await client?.end();
  socket?.close();
});

/** The definition of a tree with these files, in that folder. */
function treeOf(files: Readonly<Record<string, string>>, folder = "/"): Definition {
  const place = { kind: "mkdir", path: folder, mode: 0o755, makeParents: true } as const;
  const actions = Object.entries(files).map(
    ([path, content]) =>
      ({ kind: "mkfile", path: join(folder, path), mode: 0o644, data: Buffer.from(content) }) as const,
  );
  return marshal(scratch().file([place, ...actions]), { platform: hostPlatform() });
}

const dockerfile = "FROM scratch\nCOPY *.txt /\nCOPY --from=more . /more/\n";
const given = { "given.txt": "given\n", "other.md": "other\n" };
const more = { "more.txt": "more\n" };

interface Asked {
  readonly name: string;
  readonly inputs: Readonly<Record<string, Definition>>;
  readonly opts: Readonly<Record<string, string>>;
}

const asked: readonly Asked[] = [
  {
    name: "the main context, the Dockerfile and a named context",
    inputs: { context: treeOf(given), dockerfile: treeOf({ "build.Dockerfile": dockerfile }), more: treeOf(more) },
    opts: { "context:more": "input:more", filename: "build.Dockerfile" },
  },
  {
    name: "the Dockerfile and a main context of which a folder is asked for",
    inputs: { context: treeOf(given, "/sub"), dockerfile: treeOf({ Dockerfile: dockerfile }), more: treeOf(more) },
    opts: { "context:more": "input:more", contextsubdir: "sub" },
  },
];

// buildctl cannot give inputs, so this is a client of its own.
test.each(asked)("inputs are $name", { timeout: 120_000 }, async ({ inputs, opts }) => {
  const build = async (source: string) => {
    const epoch = { "build-arg:SOURCE_DATE_EPOCH": "1700000000" };
    const { ref, metadata } = await client.gateway.solve({
      frontend: "gateway.v0",
      frontendOpts: new Map(Object.entries({ source, ...epoch, ...opts })),
      frontendInputs: new Map(Object.entries(inputs)),
    });
    if (ref === undefined) throw new Error("no files");
    const texts = ["given.txt", "more/more.txt"].map((path) => client.gateway.readFile(ref, path));
    const entries = await client.gateway.readDir(ref, ".");
    return {
      files: (await Promise.all(texts)).map((bytes) => Buffer.from(bytes).toString()),
      names: entries.map(({ path }) => path),
      metadata: Object.fromEntries([...metadata].map(([key, bytes]) => [key, Buffer.from(bytes).toString()])),
      digests: decodeDefinition(ref.definition ?? new Uint8Array()).digests,
    };
  };
  const [ours, reference] = await Promise.all([build(connection.ourImage), build(connection.referenceImage)]);
  expect(ours).toEqual(reference);
  expect([ours.files, ours.names]).toEqual([
    ["given\n", "more\n"],
    ["given.txt", "more"],
  ]);
});
