import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, connect as dial, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repository } from "../places.ts";
import { type CommandResult, runCommand } from "../run-command.ts";
import { build, runBuildctl } from "./build.ts";
import { casesFolder } from "./case-build.ts";
import { type Connection, connect } from "./connect.ts";

const timeout = 120_000;
let connection: Connection;
let folder: string;

beforeAll(async () => {
  connection = await connect();
  folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-dump-"));
});

afterAll(() => rmSync(folder ?? "", { recursive: true, force: true }));

function dump(args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}): Promise<CommandResult> {
  const program = ["--conditions=source", join(repository, "src/node/cli/main.ts"), "dump"];
  return runCommand(process.execPath, [...program, ...args], {
    timeoutSeconds: 60,
    env: { ...connection.env, ...env },
  });
}

interface DumpedOp {
  readonly Digest: string;
  readonly Op: { readonly Op: Readonly<Record<string, { readonly identifier?: string }>> | null };
}

async function dumpLlb(definition: Buffer): Promise<DumpedOp[]> {
  const dumped = await runBuildctl(connection, ["debug", "dump-llb"], { input: definition });
  expect([dumped.code, dumped.stderr.toString()]).toEqual([0, ""]);
  const lines = dumped.stdout.toString().trim().split("\n");
  return lines.map((line) => JSON.parse(line));
}

test("dump | buildctl debug dump-llb shows the graph, with digests from the daemon", { timeout }, async () => {
  const context = join(casesFolder, "unreachable-stages");
  const { code, stdout, stderr } = await dump(["--resolve=buildkit", context]);
  expect([code, stderr.toString()]).toEqual([0, ""]);
  const ops = await dumpLlb(stdout);
  const sources = ops.flatMap(({ Op }) => Op.Op?.["source"]?.identifier ?? Op.Op?.["Source"]?.identifier ?? []);
  expect(sources).toEqual([expect.stringMatching(/^docker-image:\/\/docker.io\/library\/busybox:latest@sha256:/)]);
});

test("dump | buildctl build makes what the frontend makes, from the same vertices", { timeout }, async () => {
  const context = join(casesFolder, "unreachable-stages");
  const { stdout } = await dump([context]);
  const viaDump = join(folder, "via-dump");
  const built = await runBuildctl(connection, ["build", "--output", `type=local,dest=${viaDump}`], { input: stdout });
  expect(built.code).toBe(0);
  expect(readFileSync(join(viaDump, "left.txt"), "utf8")).toBe("left\n");
  const frontendImage = connection.ourImage;
  const { progress } = await build(connection, { contextFolder: context, frontendImage });
  const built2 = new Set(progress.vertices.map((vertex) => vertex.digest));
  // The last op only names the result.
  const digests = (await dumpLlb(stdout)).slice(0, -1).map((op) => op.Digest);
  expect(digests.filter((digest) => !built2.has(digest))).toEqual([]);
});

test("a definition with a local context builds with --local context=DIR", { timeout }, async () => {
  const context = join(casesFolder, "copy-owners");
  const configFile = join(folder, "config.json");
  const { code, stdout } = await dump(["--image-config", configFile, "--label", "a=b", context]);
  expect(code).toBe(0);
  const output = join(folder, "files.tar");
  const args = ["build", "--local", `context=${context}`, "--output", `type=tar,dest=${output}`];
  const built = await runBuildctl(connection, args, { input: stdout });
  expect([built.code, built.code === 0 ? "" : built.stderr.toString()]).toEqual([0, ""]);
  expect(readFileSync(output).includes("pointed-at")).toBe(true);
  expect(JSON.parse(readFileSync(configFile, "utf8")).config.Labels).toEqual({ a: "b" });
});

test("two dumps of one Dockerfile are the same bytes", { timeout }, async () => {
  const context = join(casesFolder, "bind-mounts");
  expect((await dump([context])).stdout.equals((await dump([context])).stdout)).toBe(true);
});

test("an image that the daemon does not find is one error with its line", { timeout }, async () => {
  const context = mkdtempSync(join(folder, "absent-"));
  writeFileSync(join(context, "Dockerfile"), `FROM ${connection.registry}/absent:1\n`);
  const { code, stdout, stderr } = await dump([context]);
  expect([code, stdout.length]).toEqual([1, 0]);
  expect(stderr.toString()).toContain(`${connection.registry}/absent:1: not found`);
  expect(stderr.toString()).not.toMatch(/^\s+at /m);
});

test("a daemon that is not there is one sentence", { timeout }, async () => {
  const { code, stderr } = await dump([join(casesFolder, "tmpfs")], { BUILDKIT_HOST: `unix://${folder}/none.sock` });
  expect(code).toBe(1);
  expect(stderr.toString().trim().split("\n")).toHaveLength(1);
  expect(stderr.toString()).toContain("none.sock");
});

test("a daemon that goes away is one sentence, and an end", { timeout }, async () => {
  const address = connection.buildkitHost.replace("unix://", "");
  for (const bytes of [0, 200, 1_000]) {
    const socket = join(folder, `cut-${bytes}.sock`);
    const server = await cutAfter(bytes, address, socket);
    const { code, stderr, timedOut } = await dump([join(casesFolder, "tmpfs")], { BUILDKIT_HOST: `unix://${socket}` });
    server.close();
    expect([bytes, timedOut, code]).toEqual([bytes, false, 1]);
    expect(stderr.toString().trim().split("\n")).toHaveLength(1);
  }
});

/** A socket before the daemon's that is cut when the daemon has said this many bytes. */
function cutAfter(bytes: number, address: string, socket: string): Promise<Server> {
  const server = createServer((client) => {
    const daemon = dial(address);
    let said = 0;
    client.pipe(daemon);
    daemon.on("data", (chunk) => {
      said += chunk.length;
      if (said > bytes) {
        daemon.destroy();
        client.destroy();
        server.close();
      } else client.write(chunk);
    });
    daemon.on("error", () => client.destroy());
    client.on("error", () => daemon.destroy());
  });
  return new Promise((resolve) => server.listen(socket, () => resolve(server)));
}

test("without a daemon the definition names images as the Dockerfile does, and stderr says so", {
  timeout,
}, async () => {
  const context = mkdtempSync(join(folder, "offline-"));
  copyFileSync(join(casesFolder, "tmpfs/Dockerfile"), join(context, "Dockerfile"));
  const { code, stdout, stderr } = await dump([context], { BUILDKIT_HOST: undefined });
  expect(code).toBe(0);
  expect(stderr.toString()).toContain("--resolve=offline");
  expect(stdout.includes("docker-image://docker.io/library/busybox:latest")).toBe(true);
  expect(stdout.includes("@sha256")).toBe(false);
});
