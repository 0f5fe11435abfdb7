import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { readEndpoints } from "./buildkit/endpoints.ts";
import { exitOnFailure, Failure, tell } from "./failure.ts";
import { buildImage, pushedImage } from "./image-build.ts";
import { messages } from "./messages.ts";
import { places, repository } from "./places.ts";

const usage = "npm run image -- [--tar FILE] [--frontend IMAGE] [--no-cache]";

interface Arguments {
  /** The OCI archive to write instead of a push. */
  readonly tar: string | undefined;
  /** The image of the frontend that builds; the reference's by default. */
  readonly frontend: string | undefined;
  readonly noCache: boolean;
}

/** Builds the frontend image; the last line of stdout is its reference, or the archive's path. */
async function image(): Promise<void> {
  const { tar, frontend, noCache } = readArguments();
  const endpoints = readEndpoints();
  if (endpoints === undefined) throw new Failure(messages.notUp());
  const frontendImage = frontend ?? endpoints.referenceImage;
  // What another frontend built is a sample to compare: it does not become "our image" of the tests.
  const name = `${endpoints.registry}/dockerfile-llb:${frontend === undefined ? "latest" : "rebuilt"}`;
  tell(messages.buildingImage(frontendImage));
  const archive = tar === undefined ? undefined : resolve(process.env["INIT_CWD"] ?? process.cwd(), tar);
  if (archive !== undefined) mkdirSync(dirname(archive), { recursive: true });
  const digest = await buildImage({
    what: "the frontend image",
    buildkitHost: endpoints.buildkitHost,
    frontendImage,
    dockerfileFolder: repository,
    contextFolder: repository,
    // With the times of the files rewritten too, equal files make an equal archive. A push goes without: rewriting
    // takes 10 s each time, and one keeps pushing while one works on the frontend.
    opts: { "build-arg:SOURCE_DATE_EPOCH": "0" },
    noCache,
    output: archive === undefined ? pushedImage([name]) : `type=oci,dest=${archive},rewrite-timestamp=true`,
    timeoutSeconds: 10 * 60,
  });
  const reference = `${name.slice(0, name.lastIndexOf(":"))}@${digest}`;
  if (archive === undefined && frontend === undefined)
    writeFileSync(places.image, `${JSON.stringify({ reference })}\n`);
  process.stdout.write(`${archive ?? reference}\n`);
}

function readArguments(): Arguments {
  try {
    const { values } = parseArgs({
      options: { tar: { type: "string" }, frontend: { type: "string" }, "no-cache": { type: "boolean" } },
    });
    return { tar: values.tar, frontend: values.frontend, noCache: values["no-cache"] === true };
  } catch (error) {
    throw new Failure(messages.badArguments((error as Error).message, usage));
  }
}

await exitOnFailure(image);
