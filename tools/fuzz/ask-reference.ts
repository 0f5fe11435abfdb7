import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import type { Request } from "../../src/testing/conformance/request.ts";
import { Failure } from "../failure.ts";
import { messages } from "../messages.ts";
import { buildOracle, type OracleKind } from "../oracle/oracle-program.ts";
import { logPath } from "../run-command.ts";

export type Answer = Readonly<Record<string, unknown>>;

/** The reference as a process that is asked many times. */
export interface Reference {
  ask(request: Request): Promise<Answer>;
  /** Ends the process, so that it can write its counters. */
  end(): Promise<void>;
}

const answerSeconds = 60;

/** Starts the oracle; a Failure without Go. An answer that does not come within a minute rejects. */
export async function startReference(kind: OracleKind, env: Readonly<Record<string, string>> = {}): Promise<Reference> {
  const program = await buildOracle(kind);
  // What the reference's scanners print of odd bytes is not for the terminal.
  const log = openSync(logPath("oracle"), "w");
  const child = spawn(program, [], { stdio: ["pipe", "pipe", log], env: { ...process.env, ...env } });
  const waiting = new Map<string, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Failure(messages.referenceEnded);
  const closed = new Promise<void>((resolve) => child.on("close", () => resolve()));
  let rest = "";
  stdout.setEncoding("utf8");
  stdout.on("data", (chunk: string) => {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    for (const line of parts) {
      const answer = JSON.parse(line) as Answer;
      waiting.get(String(answer["id"]))?.resolve(answer);
      waiting.delete(String(answer["id"]));
    }
  });
  void closed.then(() => {
    for (const { reject } of waiting.values()) reject(new Failure(messages.referenceEnded));
  });
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        const bound = setTimeout(() => reject(new Failure(messages.oracleSilent(request.id))), answerSeconds * 1000);
        const settle =
          <T>(then: (value: T) => void) =>
          (value: T) => {
            clearTimeout(bound);
            then(value);
          };
        waiting.set(request.id, { resolve: settle(resolve), reject: settle(reject) });
        stdin.write(`${JSON.stringify(request)}\n`);
      }),
    end: async () => {
      stdin.end();
      await closed;
    },
  };
}
