import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askBoth, askedCalls, type CallClient, callContexts, lastWords } from "../e2e/buildx-calls.ts";
import { type Connection, connect } from "../e2e/connect.ts";
import { writeFolder } from "../e2e/write-folder.ts";
import type { Buildx } from "./buildx-build.ts";
import { daemonNames, openDaemons } from "./tested-daemons.ts";

const timeout = 2 * 60_000;
let folder: string;
let connection: Connection;

beforeAll(async () => {
  connection = await connect();
  folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-calls-"));
});

afterAll(() => rmSync(folder ?? "", { recursive: true, force: true }));

// A build of BuildKit's daemon by the same client is tools/e2e's.
describe.each(daemonNames.slice(1))("%s", (daemonName) => {
  describe.each(["docker buildx", "buildx"])("%s", (clientName) => {
    let client: CallClient;
    let knowsCalls: boolean;

    beforeAll(async () => {
      const daemon = openDaemons(connection).find(({ name }) => name === daemonName);
      const buildx = daemon?.clients.find(({ name }) => name === clientName);
      if (buildx === undefined) throw new Error(`${daemonName} has no ${clientName}`);
      client = { connection, build: (args, options) => buildx.run(["build", ...args], options) };
      knowsCalls = await hasCalls(buildx);
    }, timeout);

    test.each(askedCalls)("build of a %s file with %j", { timeout }, async (name, args, code) => {
      const context = writeFolder(join(folder, name), callContexts[name]);
      const env = knowsCalls ? {} : { BUILDX_EXPERIMENTAL: "1" };
      const [ours, reference] = await askBoth(client, context, knowsCalls ? args : args.map(printFlag), env);
      expect([ours.code, ours.stdout]).toEqual([reference.code, reference.stdout]);
      expect(lastWords(ours.stderr)).toBe(lastWords(reference.stderr));
      if (knowsCalls) expect(ours.code).toBe(code);
    });
  });
});

async function hasCalls(buildx: Buildx): Promise<boolean> {
  const { stdout } = await buildx.run(["build", "--help"], { timeoutSeconds: 60 });
  return stdout.toString("utf8").includes("--call ");
}

/** What an older buildx calls --call, while it was an experiment: there the client ends with 0 whatever is found. */
function printFlag(arg: string): string {
  return arg === "--check"
    ? "--print=lint"
    : arg.replace(/^--call=check/, "--print=lint").replace("--call=", "--print=");
}
