import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BuildResult } from "../e2e/build.ts";
import { comparableMessage } from "../e2e/compared-build.ts";
import { type Connection, connect } from "../e2e/connect.ts";
import { readTarEntries } from "../e2e/tar-entries.ts";
import { writeFolder } from "../e2e/write-folder.ts";
import { daemonNames, openDaemons, type TestedDaemon } from "./tested-daemons.ts";

const timeout = 2 * 60_000;

/** A build that fails. */
interface Failing {
  readonly name: string;
  readonly dockerfile: string;
  readonly opts?: Readonly<Record<string, string>>;
  readonly message: string;
  /** The line that the excerpt points at. */
  readonly marked?: string;
}

const failing: readonly Failing[] = [
  {
    name: "an unknown instruction",
    dockerfile: "FROM busybox\nRUN true\nRUNN echo hello\n",
    message: "unknown instruction: RUNN (did you mean RUN?)",
    marked: "RUNN echo hello",
  },
  {
    name: "a step that fails",
    dockerfile: "FROM busybox\nRUN --network=none echo before && exit 7\n",
    message: 'process "/bin/sh -c echo before && exit 7" did not complete successfully: exit code: 7',
    marked: "RUN --network=none echo before && exit 7",
  },
  {
    name: "a file that is not there",
    dockerfile: "FROM busybox\nCOPY absent.txt /\n",
    message: '"/absent.txt": not found',
    marked: "COPY absent.txt /",
  },
  {
    name: "a target that is not there",
    dockerfile: "FROM busybox AS release\n",
    opts: { target: "relaese" },
    message: 'target stage "relaese" could not be found (did you mean release?)',
  },
  {
    name: "a base image that is not there",
    dockerfile: "FROM busybox AS a\nFROM REGISTRY/absent:1\nCOPY --from=a / /\n",
    message: "REGISTRY/absent:1: not found",
    marked: "FROM REGISTRY/absent:1",
  },
];

describe.each(daemonNames)("%s", (daemonName) => {
  let connection: Connection;
  let daemon: TestedDaemon;
  let folder: string;

  beforeAll(async () => {
    connection = await connect();
    daemon = openDaemons(connection)[daemonNames.indexOf(daemonName)] as TestedDaemon;
    folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-builds-"));
  }, timeout);

  afterAll(() => rmSync(folder ?? "", { recursive: true, force: true }));

  test.each(failing)("$name is the reference's error", { timeout }, async ({ dockerfile, opts = {}, ...expected }) => {
    const { ourImage, referenceImage, registry } = connection;
    const named = (text: string) => text.replace("REGISTRY", registry);
    const contextFolder = writeFolder(mkdtempSync(join(folder, "failing-")), { Dockerfile: named(dockerfile) });
    const buildBy = (frontendImage: string): Promise<BuildResult> =>
      daemon.build({ contextFolder, frontendImage, opts });
    const ours = await buildBy(ourImage);
    const reference = await buildBy(referenceImage);
    expect(ours.code).toBe(1);
    expect(ours.message).toContain(named(expected.message));
    if (expected.marked !== undefined) expect(ours.message).toContain(`>>> ${named(expected.marked)}\n`);
    expect(comparableMessage(ours.message, connection)).toBe(comparableMessage(reference.message, connection));
  });

  test("the files are there as a tar and as a folder", { timeout }, async () => {
    const dockerfile = `FROM busybox AS make
ARG TARGETOS TARGETARCH TARGETPLATFORM BUILDPLATFORM
RUN --network=none echo "$TARGETOS/$TARGETARCH $TARGETPLATFORM $BUILDPLATFORM" > /platforms && ls /sys/class/net > /net
FROM scratch
COPY --from=make --chown=12:34 /platforms /net /
`;
    const contextFolder = writeFolder(mkdtempSync(join(folder, "files-")), { Dockerfile: dockerfile });
    const filesBy = async (frontendImage: string) => {
      const local = join(contextFolder, "local");
      const tar = join(contextFolder, "out.tar");
      for (const output of [`type=local,dest=${local}`, `type=tar,dest=${tar}`]) {
        const { code, message } = await daemon.build({ contextFolder, frontendImage, outputs: [output] });
        expect([code, message]).toEqual([0, ""]);
      }
      const texts = ["platforms", "net"].map((name) => readFileSync(join(local, name), "utf8"));
      return { texts, entries: await readTarEntries(readFileSync(tar)) };
    };
    const { texts, entries } = await filesBy(connection.ourImage);
    const [platforms = "", net] = texts;
    expect(platforms).toMatch(/^(linux\/\w+) \1 \1\n$/);
    expect(net).toBe("lo\n");
    expect(entries.map(({ path, uid, gid }) => [path, uid, gid])).toEqual([
      ["net", 12, 34],
      ["platforms", 12, 34],
    ]);
    expect(await filesBy(connection.referenceImage)).toEqual({ texts, entries });
  });
});
