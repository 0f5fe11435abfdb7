import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../tools/e2e/build.ts";
import { type Connection, connect } from "../tools/e2e/connect.ts";
import { Failure } from "../tools/failure.ts";
import { messages } from "./messages.ts";
import type { Row } from "./row.ts";
import { inTurns, medians } from "./side.ts";

const defaultRounds = 15;
const trivial = "FROM scratch\nCOPY Dockerfile /\n";

/** How long a `buildctl build` takes through each image when all is cached, in milliseconds. */
export async function measureBuild(rounds = defaultRounds): Promise<readonly Row[]> {
  const connection = await connect();
  const folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-bench-"));
  try {
    writeFileSync(join(folder, "Dockerfile"), trivial);
    const { ourImage, referenceImage } = connection;
    for (const image of [ourImage, referenceImage]) await millisecondsToBuild(connection, image, folder);
    const taken = await inTurns(rounds, {
      ours: () => millisecondsToBuild(connection, ourImage, folder),
      reference: () => millisecondsToBuild(connection, referenceImage, folder),
    });
    return [{ what: "whole warm build", unit: "ms", values: medians(taken), note: `${rounds} builds` }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function millisecondsToBuild(connection: Connection, image: string, folder: string): Promise<number> {
  const start = performance.now();
  const { code, message } = await build(connection, { frontendImage: image, contextFolder: folder });
  const taken = performance.now() - start;
  if (code !== 0) throw new Failure(messages.buildFailed(image, message));
  return taken;
}
