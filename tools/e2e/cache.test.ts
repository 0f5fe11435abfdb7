import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "./build.ts";
import { type Connection, connect } from "./connect.ts";
import { stepsThatRan } from "./progress.ts";
import { writeFolder } from "./write-folder.ts";

let connection: Connection;
let folder: string;

beforeAll(async () => {
  connection = await connect();
  folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-cache-"));
});

afterAll(() => rmSync(folder ?? "", { recursive: true, force: true }));

test("no-cache for some stages runs the steps of these again", { timeout: 120_000 }, async () => {
  const salt = randomBytes(8).toString("hex");
  const contextFolder = writeFolder(join(folder, "context"), {
    Dockerfile: `FROM busybox AS one
RUN echo ${salt} >/one.txt
FROM busybox AS two
RUN echo ${salt} >/two.txt
FROM busybox AS Three
RUN echo ${salt} >/three.txt
FROM scratch
COPY --from=one /one.txt /
COPY --from=two /two.txt /
COPY --from=three /three.txt /
`,
  });
  const { ourImage, referenceImage } = connection;
  const steps = async (frontendImage: string, opts: Readonly<Record<string, string>>) => {
    const { code, message, progress } = await build(connection, { contextFolder, frontendImage, opts });
    expect([code, message]).toEqual([0, ""]);
    return stepsThatRan(progress).sort();
  };
  expect(await steps(ourImage, {})).toHaveLength(6);
  expect(await steps(ourImage, {})).toEqual([]);
  const list = { "no-cache": "ONE,three" };
  const ours = await steps(ourImage, list);
  expect(ours).toEqual([`[one 2/2] RUN echo ${salt} >/one.txt`, `[three 2/2] RUN echo ${salt} >/three.txt`]);
  expect(ours).toEqual(await steps(referenceImage, list));
  expect(await steps(ourImage, { "no-cache": "" })).toHaveLength(6);
});
