import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cgroupParent, ownBuildkitHost } from "../places.ts";
import { type BuildResult, build } from "./build.ts";
import { comparableMessage } from "./compared-build.ts";
import { type Connection, connect } from "./connect.ts";
import { type ContainerProcess, containerProcesses } from "./container-processes.ts";

interface FailingBuild {
  readonly name: string;
  /** Undefined: there is no Dockerfile. */
  readonly dockerfile: string | Uint8Array | undefined;
  readonly files?: Readonly<Record<string, string>>;
  readonly opts?: Readonly<Record<string, string>>;
  /** What the message must hold. */
  readonly message: string;
  /** The line of the excerpt that `>>>` points at. */
  readonly markedLine?: string;
}

const failingBuilds: readonly FailingBuild[] = [
  {
    name: "a line that does not parse",
    dockerfile: "FROM busybox\nENV A=1 B\nRUN true\n",
    message: 'Syntax error - can\'t find = in "B". Must be of the form: name=value',
    markedLine: "ENV A=1 B",
  },
  {
    name: "an unknown instruction",
    dockerfile: "FROM busybox\nRUN true\n\nRUNN echo hello\n",
    message: "dockerfile parse error on line 4: unknown instruction: RUNN (did you mean RUN?)",
    markedLine: "RUNN echo hello",
  },
  {
    name: "an unknown flag",
    dockerfile: "FROM busybox\nCOPY --chmodd=1 a \\\n  b /\n",
    message: "unknown flag: --chmodd (did you mean chmod?)",
    markedLine: "COPY --chmodd=1 a \\",
  },
  {
    name: "a heredoc without an end",
    dockerfile: "FROM busybox\nRUN <<EOF\necho\n",
    message: "unterminated heredoc",
  },
  {
    name: "a target that does not exist",
    dockerfile: "FROM busybox AS release\nRUN true\n",
    opts: { target: "relaese" },
    message: 'target stage "relaese" could not be found (did you mean release?)',
  },
  {
    name: "a base image that does not resolve",
    dockerfile: "FROM busybox AS a\nRUN true\n\nFROM REGISTRY/absent:1\nCOPY --from=a / /\n",
    message: "REGISTRY/absent:1: not found",
    markedLine: "FROM REGISTRY/absent:1",
  },
  {
    name: "a base name with an undefined variable",
    dockerfile: "FROM ${NOTHING}\n",
    message: "base name (${NOTHING}) should not be blank",
    markedLine: "FROM ${NOTHING}",
  },
  {
    name: "stages in a circle",
    dockerfile: "FROM busybox AS a\nCOPY --from=b / /\nFROM busybox AS b\nCOPY --from=a / /\n",
    message: "circular dependency detected on stage: a",
  },
  {
    name: "a step that fails",
    dockerfile: "FROM busybox\nWORKDIR /here\n# What fails.\nRUN echo before && \\\n    sh -c 'exit 42'\nRUN true\n",
    message: "did not complete successfully: exit code: 42",
    markedLine: "RUN echo before && \\",
  },
  {
    name: "a copy of what is not there",
    dockerfile: "FROM busybox\nCOPY absent.txt /\n",
    files: { "present.txt": "" },
    message: '"/absent.txt": not found',
    markedLine: "COPY absent.txt /",
  },
  {
    name: "a secret that is required and not given",
    dockerfile: "FROM busybox\nRUN --mount=type=secret,id=needed,required true\n",
    message: "secret needed: not found",
    markedLine: "RUN --mount=type=secret,id=needed,required true",
  },
  {
    name: "a platform that is none",
    dockerfile: "FROM busybox\n",
    opts: { platform: "linux/amd64/v2/x" },
    message: '"linux/amd64/v2/x": cannot parse platform specifier',
  },
  {
    name: "warnings that are errors",
    dockerfile: "# check=error=true\nFROM busybox AS a\nENV a 1\n",
    message: "lint violation found for rules: LegacyKeyValueFormat",
  },
  { name: "an empty file", dockerfile: "", message: "the Dockerfile cannot be empty" },
  { name: "a file of comments", dockerfile: "# syntax\n\n# nothing\n", message: "file with no instructions" },
  { name: "no file", dockerfile: undefined, message: "open Dockerfile: no such file or directory" },
  {
    name: "a file of another name",
    dockerfile: "FROM busybox\n",
    opts: { filename: "sub/Other.Dockerfile" },
    message: "open sub/Other.Dockerfile: no such file or directory",
  },
  {
    name: "bytes of a program",
    dockerfile: Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 10, 0, 0, 0]),
    message: "dockerfile parse error on line 1: unknown instruction: \u007fELF",
  },
  {
    name: "a line that is too long",
    dockerfile: `FROM busybox\nENV A=${"a".repeat(70_000)}\n`,
    message: "dockerfile line greater than max allowed size of 65535",
  },
];

let connection: Connection;
let folder: string;

beforeAll(async () => {
  connection = await connect();
  folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-errors-"));
});

afterAll(() => rmSync(folder ?? "", { recursive: true, force: true }));

async function fail(one: FailingBuild, frontendImage: string): Promise<BuildResult> {
  const contextFolder = mkdtempSync(join(folder, "context-"));
  for (const [name, content] of Object.entries(one.files ?? {})) writeFileSync(join(contextFolder, name), content);
  const { dockerfile, opts = {} } = one;
  const content = typeof dockerfile === "string" ? dockerfile.replaceAll("REGISTRY", connection.registry) : dockerfile;
  if (content !== undefined) writeFileSync(join(contextFolder, "Dockerfile"), content);
  return build(connection, { contextFolder, opts, frontendImage, timeoutSeconds: 60 });
}

test.each(failingBuilds)("$name: one message, as the reference's", { timeout: 150_000 }, async (one) => {
  const { ourImage, referenceImage, registry } = connection;
  const ours = await fail(one, ourImage);
  const reference = await fail(one, referenceImage);
  const text = (part: string) => part.replaceAll("REGISTRY", registry);
  expect(ours.message).toContain(text(one.message));
  if (one.markedLine !== undefined) expect(ours.message).toContain(`>>> ${text(one.markedLine)}`);
  expect(comparableMessage(ours.message, connection)).toBe(comparableMessage(reference.message, connection));
  expect([ours.code, reference.code]).toEqual([1, 1]);
  expect(ours.message).not.toMatch(/^\s+at .*:\d+:\d+\)?$|this is a bug/m);
});

test("bytes that are no UTF-8 are shown printable, where the reference only says exit code 2", async () => {
  const one = { name: "", dockerfile: Uint8Array.from([0x89, 0x50, 0xff, 0xfe, 10, 65]), message: "" };
  const ours = await fail(one, connection.ourImage);
  expect(ours.code).toBe(1);
  expect(ours.message).toContain("dockerfile parse error on line 1: unknown instruction: ");
  const reference = await fail(one, connection.referenceImage);
  expect(reference.message).toContain("exit code: 2");
});

// Other builds of this daemon have frontends too, but not at every moment.
test.runIf(process.platform === "linux")("nothing is left running", { timeout: 60_000 }, async () => {
  if (connection.buildkitHost !== ownBuildkitHost) return;
  let left = processesOfDaemon();
  for (let tries = 0; left.length > 0 && tries < 200; tries++) {
    await wait(200);
    left = processesOfDaemon();
  }
  expect(left).toEqual([]);
});

/** The commands of frontends, and of the step that fails, in containers of our daemon. */
function processesOfDaemon(): string[] {
  const isOurs = ({ isFrontend, command }: ContainerProcess) => isFrontend || command.includes("exit 42");
  return containerProcesses(cgroupParent)
    .filter(isOurs)
    .map(({ command }) => command);
}
