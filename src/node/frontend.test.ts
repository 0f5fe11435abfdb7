import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { google, moby } from "#proto/gateway.js";
import { bundleFrontend } from "../../tools/bundle/bundle-frontend.ts";
import { frontendCommand } from "../../tools/snapshot/frontend-command.ts";
import { rehearsalDaemon } from "../../tools/snapshot/rehearsal-daemon.ts";
import { encodeFrame, frameType } from "../gateway/http2/frame.ts";
import { encodedPong } from "../testing/pong.ts";
import {
  type Answer,
  type FrontendRun,
  type RecordedCall,
  type RunningFrontend,
  runFrontend,
  spawnFrontend,
} from "../testing/stdio-gateway.ts";
import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";

const pb = moby.buildkit.v1.frontend;
const folder = mkdtempSync(join(tmpdir(), "frontend-"));
afterAll(() => rmSync(folder, { recursive: true }));
const script = join(folder, "frontend.mjs");
await bundleFrontend(script);
/** The frontend as its image starts it, and as a program without a snapshot. */
const commands = [
  { start: "from a snapshot", command: await frontendCommand(folder) },
  { start: "from a script", command: [process.execPath, script] },
];
const dockerfile = 'FROM scratch\nCOPY a /a\nLABEL k="v"\n';

/** A daemon that solves everything and has one file, the Dockerfile. */
function answer(content: string | Uint8Array = dockerfile) {
  let refs = 0;
  const bytes = typeof content === "string" ? encodeUtf8(content) : content;
  return ({ method, request }: RecordedCall): Answer => {
    switch (method) {
      case "Ping":
        return { response: encodedPong() };
      case "Solve":
        return { response: pb.SolveResponse.encode({ result: { ref: { id: `ref${++refs}` } } }).finish() };
      case "ReadFile":
        if (pb.ReadFileRequest.decode(request).FilePath !== "Dockerfile") return { code: 2, message: "no such file" };
        return { response: pb.ReadFileResponse.encode({ Data: bytes }).finish() };
      case "StatFile":
        return { code: 2, message: "no such file" };
      default:
        return { response: new Uint8Array() };
    }
  };
}

const on = (method: string, given: Answer) => (call: RecordedCall) => (call.method === method ? given : undefined);
const returned = (calls: readonly RecordedCall[]) =>
  calls.filter((call) => call.method === "Return").map((call) => pb.ReturnRequest.decode(call.request));
const settings = encodeFrame(frameType.settings, 0, 0, new Uint8Array(0));
/** GOAWAY: what is asked on higher streams than 256 times this number is not answered any more. */
const goAway = (last: number) => encodeFrame(frameType.goAway, 0, 0, Uint8Array.of(last, 0, 0, 0, 0, 0, 0, 0));

describe.each(commands)("started $start,", ({ command }) => {
  /** Runs the frontend; `meddle` replaces some of the daemon's answers. */
  function run(
    meddle: (call: RecordedCall, frontend: RunningFrontend) => Answer | undefined = () => undefined,
    more: Partial<FrontendRun> & { content?: string | Uint8Array } = {},
  ): Promise<Awaited<RunningFrontend["exit"]>> {
    const usual = answer(more.content);
    const frontend: RunningFrontend = runFrontend({
      command,
      env: { BUILDKIT_SESSION_ID: "session", BUILDKIT_EXPORTEDPRODUCT: "buildkit", ...more.env },
      answer: (call) => meddle(call, frontend) ?? usual(call),
      limitMs: 20_000,
    });
    return frontend.exit;
  }

  test("a build is answered with its image's config, and the process ends with 0", async () => {
    const { code, calls, stderr } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(calls[0]?.method).toBe("Ping");
    const [answered] = returned(calls);
    const config = decodeUtf8(answered?.result?.metadata?.["containerimage.config"] ?? new Uint8Array());
    expect(config).toContain('"Labels":{"k":"v"}');
    expect(answered?.result?.ref?.id).toMatch(/^ref/);
  });

  test("ids differ from one process to the next", async () => {
    const content = "FROM scratch\nCOPY --link a /a\nCOPY --link b /b\n";
    const idsOf = ({ calls }: Awaited<ReturnType<typeof run>>) => {
      const sent = calls.map(({ request }) => Buffer.from(request).toString("latin1")).join("\n");
      return sent.match(/\b[0-9a-z]{25}\b/g) ?? [];
    };
    const ids = new Set([...idsOf(await run(undefined, { content })), ...idsOf(await run(undefined, { content }))]);
    expect(ids.size).toBe(4);
  });

  test("an error of the Dockerfile is returned with its lines", async () => {
    const { code, calls } = await run(undefined, { content: "FROM scratch\nFOO\n" });
    const [answered] = returned(calls);
    expect(code).toBe(0);
    expect(answered?.error?.message).toContain("unknown instruction: FOO");
    const detail = answered?.error?.details?.[0];
    expect(detail?.type_url).toBe("github.com/moby/buildkit/errdefs.Source+json");
    const { info, ranges } = JSON.parse(decodeUtf8(detail?.value ?? new Uint8Array()));
    expect([info.filename, ranges]).toEqual(["Dockerfile", [{ start: { line: 2 }, end: { line: 2 } }]]);
  });

  test.each([5, 14])("a daemon's error goes back with its code and words alone: %i", async (told) => {
    const { code, calls } = await run(on("Solve", { code: told, message: "no access allowed to dir é" }));
    expect(code).toBe(0);
    expect(returned(calls)[0]?.error).toMatchObject({ code: told, message: "no access allowed to dir é" });
  });

  test("a daemon's error goes back with details of 1.3 MB, unchanged", async () => {
    const value = new Uint8Array(1_300_000).map((_none, index) => index * 7);
    const details = [{ type_url: "type.example/unknown", value }];
    const status = google.rpc.Status.encode({ code: 5, message: "large", details }).finish();
    const { code, calls } = await run(on("Solve", { code: 5, message: "large", status }));
    expect(code).toBe(0);
    expect(returned(calls)[0]?.error).toMatchObject({ code: 5, message: "large" });
    expect(Buffer.compare(returned(calls)[0]?.error?.details?.[0]?.value ?? value.subarray(1), value)).toBe(0);
  });

  test("a Return that is refused ends the process with 1", async () => {
    const { code, stderr } = await run(on("Return", { code: 13, message: "refused" }));
    expect([code, stderr]).toEqual([1, "dockerfile-llb: refused\n"]);
  });

  test("an answer of more than 16 MiB fails its call, and the daemon hears of it", async () => {
    const { code, calls } = await run(on("ReadFile", { response: new Uint8Array(20 << 20) }));
    expect(code).toBe(0);
    expect(returned(calls)[0]?.error).toMatchObject({ code: 8 });
    expect(returned(calls)[0]?.error?.message).toContain("received message larger than max (20971520 vs. 16777216)");
  });

  test("an answer that is no message is an error", async () => {
    const { code, calls } = await run(on("Solve", { response: Uint8Array.of(0x1a, 200) }));
    expect(code).toBe(0);
    expect(returned(calls)[0]?.error?.message).toContain("cannot be read");
  });

  test.each([true, false])("a signal ends the process with 1 within a second (daemon answers: %s)", async (answers) => {
    let sent = 0;
    const { code, calls, stderr } = await run((call, frontend) => {
      if (call.method === "Return" && !answers) return "silence";
      if (call.method !== "Solve") return undefined;
      sent = performance.now();
      frontend.process.kill("SIGTERM");
      return "silence";
    });
    expect(performance.now() - sent).toBeLessThan(1000);
    expect([code, stderr]).toEqual([1, "dockerfile-llb: context canceled\n"]);
    expect(returned(calls)[0]?.error).toMatchObject({ code: 1, message: "context canceled" });
  });

  test("a signal before the daemon says anything ends the process with 1 within a second", async () => {
    const { process: child, connection, exited } = spawnFrontend({ command, env: {}, limitMs: 20_000 });
    let sent = 0;
    connection.once("data", () => {
      sent = performance.now();
      child.kill("SIGTERM");
    });
    expect(await exited).toEqual({ code: 1, signal: null, stderr: "dockerfile-llb: context canceled\n" });
    expect(performance.now() - sent).toBeLessThan(1000);
  });

  test.each([
    ["speaks another protocol", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")],
    ["goes away at once", Buffer.concat([settings, goAway(0)])],
    ["goes away at once, but might still answer", Buffer.concat([settings, goAway(1)])],
  ])("a peer that %s ends the process with 1", async (_what, bytes) => {
    const { connection, exited } = spawnFrontend({ command, env: {}, limitMs: 20_000 });
    connection.resume();
    connection.write(bytes);
    const { code, stderr } = await exited;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^dockerfile-llb: (the connection to BuildKit was lost|BuildKit is going away).*\n$/);
  });

  test.each([
    ["reads", "it sent too many frames that say nothing"],
    ["does not read", "it asks for answers and does not read them"],
  ])("a peer that asks without end, and %s, ends the process with 1", async (how, deed) => {
    const { connection, exited } = spawnFrontend({ command, env: {}, limitMs: 20_000 });
    if (how === "reads") connection.resume();
    const questions = Buffer.concat(Array(1000).fill(encodeFrame(frameType.ping, 0, 0, new Uint8Array(8))));
    const ask = () => {
      while (connection.writable && connection.write(questions));
    };
    connection.on("drain", ask).write(settings);
    ask();
    const { code, stderr } = await exited;
    connection.destroy();
    expect(code).toBe(1);
    expect(stderr).toBe(`dockerfile-llb: the connection to BuildKit was lost: ${deed} (ENHANCE_YOUR_CALM)\n`);
  });

  test.each<[string, RegExp, (frontend: RunningFrontend) => void]>([
    ["dies", /closed the connection/, ({ connection }) => connection.destroy()],
    ["says no more", /closed the connection/, ({ connection }) => connection.end()],
    ["goes away", /is going away/, ({ connection }) => connection.write(goAway(0))],
    ["goes away, but might still answer", /is going away/, ({ connection }) => connection.write(goAway(1))],
  ])("a daemon that %s ends the process with 1 within a second", async (_what, reason, leave) => {
    let left = 0;
    const { code, stderr } = await run((call, frontend) => {
      if (call.method !== "Solve") return undefined;
      left = performance.now();
      setImmediate(() => leave(frontend));
      return "silence";
    });
    expect(performance.now() - left).toBeLessThan(1000);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^dockerfile-llb: .*\n$/);
    expect(stderr).toMatch(reason);
  });

  test.each(["an end", "GOAWAY", "a signal"])("an answer to Return counts, with %s right behind it", async (behind) => {
    const usual = answer();
    let isLast = false;
    const daemon = rehearsalDaemon((call) => {
      isLast = call.method === "Return";
      return usual(call);
    });
    const { process: child, connection, exited } = spawnFrontend({ command, env: {}, limitMs: 20_000 });
    connection.on("data", (bytes: Buffer) => daemon.write(bytes));
    let said: Uint8Array[] = [];
    const say = () => {
      connection.write(Buffer.concat(isLast && behind === "GOAWAY" ? [...said, goAway(0)] : said));
      if (isLast && behind === "an end") connection.end();
      if (isLast && behind === "a signal") child.kill("SIGTERM");
      said = [];
    };
    daemon.on("data", (bytes: Buffer) => {
      if (said.push(bytes) === 1) setImmediate(say);
    });
    expect(await exited).toEqual({ code: 0, signal: null, stderr: "" });
  });

  test("a signal ends the process with 1 within a second, though the daemon does not read", async () => {
    const usual = answer(`FROM scratch\nCOPY a /a\nENV A=${"x".repeat(16)}\n${"ENV A=$A$A\n".repeat(16)}RUN x\n`);
    let sent = 0;
    // What comes next is the solve of the whole, with an environment of a MiB.
    const isLastRead = ({ method, request }: RecordedCall) =>
      method === "ReadFile" && pb.ReadFileRequest.decode(request).FilePath === ".dockerignore";
    const daemon = rehearsalDaemon((call) => {
      if (isLastRead(call)) stopReading();
      return usual(call);
    });
    const { process: child, connection, exited } = spawnFrontend({ command, env: {}, limitMs: 20_000 });
    const stopReading = () => {
      connection.pause();
      setTimeout(() => {
        sent = performance.now();
        child.kill("SIGTERM");
      }, 700);
    };
    connection.on("data", (bytes: Buffer) => daemon.write(bytes));
    daemon.pipe(connection);
    const { code, stderr } = await exited;
    expect(performance.now() - sent).toBeLessThan(1000);
    expect([code, stderr]).toEqual([1, "dockerfile-llb: context canceled\n"]);
  });

  test("stdin and stdout that are no connection are said in a sentence", () => {
    const [program = "", ...args] = command;
    const { status, stderr } = spawnSync(program, args, { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^dockerfile-llb: this program is a frontend: .*\n$/);
  });
});

test.each([
  ["an exception", 'throw new Error("out of order")', "out of order"],
  ["a promise that nobody waits for", 'Promise.reject(new TypeError("x is no function"))', "x is no function"],
  ["what is no error at all", "throw undefined", "undefined"],
])("a fault of ours is told as a bug, in a sentence: %s", async (_what, fault, reason) => {
  const faulty = `data:text/javascript,process.on("SIGUSR2", () => {${fault}})`;
  const usual = answer();
  const frontend: RunningFrontend = runFrontend({
    command: [process.execPath, "--import", faulty, script],
    env: {},
    answer: (call) => {
      if (call.method !== "Solve") return usual(call);
      frontend.process.kill("SIGUSR2");
      return "silence";
    },
    limitMs: 20_000,
  });
  const { code, calls, stderr } = await frontend.exit;
  expect([code, stderr]).toEqual([1, `dockerfile-llb: this is a bug in dockerfile-llb: ${reason}\n`]);
  expect(returned(calls)[0]?.error).toMatchObject({ message: `this is a bug in dockerfile-llb: ${reason}` });
});

test("an error of a megabyte ends the process, though nobody reads its stderr", async () => {
  const message = "x".repeat(1 << 20);
  const usual = answer();
  const frontend = runFrontend({
    command: commands[0]?.command ?? [],
    env: {},
    answer: (call) => (call.method === "Solve" ? { code: 2, message } : usual(call)),
    limitMs: 20_000,
  });
  frontend.process.stderr?.removeAllListeners("data").pause();
  const ended = new Promise((resolve) => frontend.process.once("exit", resolve));
  expect(await ended).toBe(0);
  expect(returned(frontend.calls)[0]?.error?.message).toHaveLength(message.length);
  frontend.process.stderr?.resume();
});

test("a peer that says nothing is given up after 15 seconds", async () => {
  const { connection, exited } = spawnFrontend({ command: commands[0]?.command ?? [], env: {}, limitMs: 20_000 });
  connection.resume();
  const { code, stderr } = await exited;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^dockerfile-llb: no answer from BuildKit to \/\S+\/Ping within 15 s\n$/);
});
