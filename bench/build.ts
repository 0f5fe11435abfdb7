import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuildRequest, build } from "../tools/e2e/build.ts";
import { type Connection, connect } from "../tools/e2e/connect.ts";
import { Failure } from "../tools/failure.ts";
import { messages } from "./messages.ts";
import type { Row } from "./row.ts";
import { inTurns, medians } from "./side.ts";
import { prepareTwelveStages } from "./twelve-stages.ts";

const defaultRounds = 15;
const trivial = "FROM scratch\nCOPY Dockerfile /\n";

type Prepare = (connection: Connection, folder: string) => BuildRequest | Promise<BuildRequest>;

/** How long a `buildctl build` of a trivial Dockerfile takes through each image when all is cached, in milliseconds. */
export function measureBuild(rounds = defaultRounds): Promise<readonly Row[]> {
  return measureWarm("whole warm build", rounds, (_connection, folder) => {
    writeFileSync(join(folder, "Dockerfile"), trivial);
    return { contextFolder: folder };
  });
}

/** The same of twelve stages on eight images, with a named context. */
export function measureStages(rounds = defaultRounds): Promise<readonly Row[]> {
  return measureWarm("warm build, 12 stages on 8 images", rounds, prepareTwelveStages);
}

async function measureWarm(what: string, rounds: number, prepare: Prepare): Promise<readonly Row[]> {
  const connection = await connect();
  const folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-bench-"));
  try {
    const request = await prepare(connection, folder);
    const { ourImage, referenceImage } = connection;
    const through = (image: string) => () => millisecondsToBuild(connection, { ...request, frontendImage: image });
    const sides = { ours: through(ourImage), reference: through(referenceImage) };
    await inTurns(1, sides);
    const taken = await inTurns(rounds, sides);
    return [{ what, unit: "ms", values: medians(taken), note: `${rounds} builds` }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function millisecondsToBuild(connection: Connection, request: BuildRequest): Promise<number> {
  const start = performance.now();
  const { code, message } = await build(connection, request);
  const taken = performance.now() - start;
  if (code !== 0) throw new Failure(messages.buildFailed(request.frontendImage ?? "", message));
  return taken;
}
