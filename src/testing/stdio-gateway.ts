import { type ChildProcess, spawn } from "node:child_process";
import { Duplex } from "node:stream";
import { Metadata, Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";

/** One call as it arrived: the method's short name and the request's exact bytes. */
export interface RecordedCall {
  readonly method: string;
  readonly request: Uint8Array;
}

/** What the fake answers: bytes, an error (with an encoded google.rpc.Status beside it, if any), or nothing ever. */
export type Answer =
  | { readonly response: Uint8Array }
  | { readonly code: number; readonly message: string; readonly status?: Uint8Array }
  | "silence";

/** A frontend under test: `answer` speaks for the daemon. */
export interface FrontendRun {
  /** Program and arguments. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly answer: (call: RecordedCall) => Answer | Promise<Answer>;
  /** Milliseconds after which the process is killed; 10,000 by default. */
  readonly limitMs?: number;
}

/** How a frontend ended. */
export interface FrontendExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  readonly calls: readonly RecordedCall[];
}

/** A running frontend. */
export interface RunningFrontend {
  readonly process: ChildProcess;
  /** Both pipes as one connection: destroy it to play a daemon that dies. */
  readonly connection: Duplex;
  readonly calls: readonly RecordedCall[];
  readonly exit: Promise<FrontendExit>;
}

const llbBridge = "/moby.buildkit.v1.frontend.LLBBridge/";
const methods = [
  "Ping",
  "Inputs",
  "Solve",
  "ReadFile",
  "StatFile",
  "ReadDir",
  "Evaluate",
  "ResolveImageConfig",
  "ResolveSourceMeta",
  "Warn",
  "Return",
] as const;

/** Starts a frontend (any program that speaks LLBBridge on stdin and stdout) against a scripted daemon. */
export function runFrontend(run: FrontendRun): RunningFrontend {
  const { process: child, connection, exited } = spawnFrontend(run);
  const calls: RecordedCall[] = [];
  const server = fakeServer((call) => {
    calls.push(call);
    return run.answer(call);
  });
  server.createConnectionInjector(ServerCredentials.createInsecure()).injectConnection(connection);
  const exit = exited.then((end) => {
    connection.destroy();
    return { ...end, calls };
  });
  return { process: child, connection, calls, exit };
}

/** Starts a frontend with a bare connection, for a peer that breaks the rules. */
export function spawnFrontend(run: Omit<FrontendRun, "answer">) {
  const [program = "", ...args] = run.command;
  const child = spawn(program, args, { stdio: "pipe", env: { PATH: process.env["PATH"] ?? "", ...run.env } });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), run.limitMs ?? 10_000);
  const exited = new Promise<Omit<FrontendExit, "calls">>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stderr });
    });
  });
  const connection = Duplex.from({ readable: child.stdout, writable: child.stdin });
  connection.on("error", () => {});
  return { process: child, connection, exited };
}

/** A grpc-js server that hands every LLBBridge call to `answer` as bytes. */
function fakeServer(answer: (call: RecordedCall) => Answer | Promise<Answer>): Server {
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  const identity = (bytes: Buffer) => bytes;
  const service: Record<string, object> = {};
  const handlers: Record<string, (call: { request: Buffer }, done: Done) => void> = {};
  for (const method of methods) {
    service[method] = {
      path: llbBridge + method,
      requestStream: false,
      responseStream: false,
      requestSerialize: identity,
      requestDeserialize: identity,
      responseSerialize: identity,
      responseDeserialize: identity,
    };
    handlers[method] = async (call, done) => {
      const given = await answer({ method, request: new Uint8Array(call.request) });
      if (given === "silence") return;
      if ("response" in given) done(null, Buffer.from(given.response));
      else done(serviceError(given));
    };
  }
  server.addService(service as never, handlers as never);
  return server;
}

type Done = (error: Partial<ServiceError> | null, response?: Buffer) => void;

function serviceError(answer: { code: number; message: string; status?: Uint8Array }): Partial<ServiceError> {
  const metadata = new Metadata();
  if (answer.status !== undefined) metadata.set("grpc-status-details-bin", Buffer.from(answer.status));
  return { code: answer.code, details: answer.message, metadata };
}
