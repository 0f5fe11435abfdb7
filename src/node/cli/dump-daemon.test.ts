import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { afterAll, expect, test } from "vitest";
import { bundleEntry } from "../../testing/bundle-entry.ts";
import { bytesMethod } from "../../testing/grpc-peer.ts";
import { encodedPong } from "../../testing/pong.ts";

const program = await bundleEntry("src/node/cli/main.ts");
const folder = mkdtempSync(join(tmpdir(), "daemon-"));
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.forceShutdown();
});

/** Starts a daemon that answers these methods, with nothing but what is given, and others never; returns its address. */
async function startDaemon(answers: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const server = new Server();
  servers.push(server);
  for (const [service, methods] of Object.entries({
    Control: ["ListWorkers", "Solve"],
    "frontend.LLBBridge": ["Ping", "Return"],
  })) {
    for (const method of methods) {
      const path = `/moby.buildkit.v1.${service}/${method}`;
      const answer = (_call: object, done: (error: null, response: Buffer) => void) => {
        const given = answers[method];
        if (given !== undefined) done(null, Buffer.from(given));
      };
      server.addService({ [method]: bytesMethod(path) }, { [method]: answer });
    }
  }
  const address = `unix:${join(folder, `${servers.length}.sock`)}`;
  const credentials = ServerCredentials.createInsecure();
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(address, credentials, (error) => (error === null ? resolve() : reject(error)));
  });
  return address.replace("unix:", "unix://");
}

interface Dumped {
  readonly code: unknown;
  readonly stdoutBytes: number;
  readonly stderr: string;
}

/** Runs `dockerfile-llb dump` at a daemon. */
function dump(address: string): Promise<Dumped> {
  const env = { PATH: process.env["PATH"], BUILDKIT_HOST: address };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program, "dump", "-f", "-"],
      { cwd: folder, env, encoding: "buffer", timeout: 40_000 },
      (error, stdout, stderr) => {
        resolve({
          code: error === null ? 0 : (error.code ?? error.signal),
          stdoutBytes: stdout.length,
          stderr: String(stderr),
        });
      },
    );
    child.stdin?.end("FROM scratch\nCOPY . /\n");
  });
}

const nothing = new Uint8Array(0);

test.each([
  ["forgets a build", { ListWorkers: nothing, Ping: encodedPong(), Return: nothing, Solve: nothing }],
  ["never says that a build is over", { ListWorkers: nothing, Ping: encodedPong(), Return: nothing }],
  ["does not answer any more", { ListWorkers: nothing, Ping: encodedPong() }],
])("a definition is written, and the program ends, at a daemon that %s", async (_what, answers) => {
  const start = performance.now();
  const { code, stdoutBytes, stderr } = await dump(await startDaemon(answers));
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdoutBytes).toBeGreaterThan(100);
  expect(performance.now() - start).toBeLessThan(15_000);
});
