import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { type Attestation, dependenciesOf, readAttestations, withoutFrontendNames } from "./attestations.ts";
import { type BuildRequest, type BuildResult, build } from "./build.ts";
import { expectOutcome } from "./case-expectations.ts";
import type { Outcome } from "./cases.ts";
import type { Connection } from "./connect.ts";
import { type ArchivedImage, comparableImage, openArchive, readImages } from "./image-archive.ts";
import { type ProgressWarning, stepNames } from "./progress.ts";
import type { Site } from "./site.ts";
import { writeFolder } from "./write-folder.ts";

/** A build that both frontends must answer alike, and what is to come of it. */
export interface ComparedBuild extends Outcome {
  readonly name: string;
  /** The Dockerfile and what lies beside it; without it the client offers no folder. */
  readonly contextFiles?: Readonly<Record<string, string>>;
  /** What else is asked for; `folder` is where the files are. */
  readonly request?: (site: Site, folder: string) => Partial<BuildRequest>;
  /** Nothing comes from a cache, and neither frontend's build shares a step with the other's. */
  readonly uncached?: boolean;
  /** When the image was made, in seconds since 1970; by default 1700000000, which is then asked for. Now: no time is. */
  readonly created?: number | "now";
  /** What the message holds of a build that fails. */
  readonly message?: (site: Site) => string;
  /** The names of the rules that the build warns of, in the order of the warnings. */
  readonly warnings?: readonly string[];
  /** URIs of the provenance's dependencies, the frontend's image aside. */
  readonly dependencies?: (site: Site) => readonly string[];
  /** Texts in the attestations, as JSON: the provenance holds the whole definition. */
  readonly attested?: (site: Site) => readonly string[];
}

const defaultEpoch = 1_700_000_000;

export interface Made {
  readonly images: readonly ArchivedImage[];
  readonly attestations: readonly Attestation[];
  readonly comparable: unknown;
}

interface Side extends Made {
  readonly result: BuildResult;
}

/** What ours makes of a build, and the reference; fails where one is not as it says, or the two are not alike. */
export async function compareBuilds(site: Site, one: ComparedBuild): Promise<void> {
  const { ourImage, referenceImage } = site.connection;
  const started = buildBy(site, one, ourImage);
  if (one.uncached === true) await started;
  const [ours, reference] = await Promise.all([started, buildBy(site, one, referenceImage)]);
  const { code, message } = ours.result;
  if (one.message === undefined) expect([code, message]).toEqual([0, ""]);
  else expect([code, message]).toEqual([1, expect.stringContaining(one.message(site))]);
  expect(ours.comparable).toEqual(reference.comparable);
  const warned = ours.result.progress.warnings.map(({ short }) => Buffer.from(short, "base64").toString());
  expect(warned.map((text) => text.split(":")[0])).toEqual(one.warnings ?? []);
  if (one.message !== undefined) return;
  const { created = defaultEpoch } = one;
  const times = ours.images.map((image) => Date.parse(image.config.created ?? "") / 1000);
  if (created !== "now") expect(times).toEqual(times.map(() => created));
  if (one.dependencies !== undefined) expect(dependenciesOf(ours.attestations)).toEqual(one.dependencies(site));
  for (const text of one.attested?.(site) ?? []) expect(JSON.stringify(ours.attestations)).toContain(text);
  await expectOutcome(one, ours);
}

async function buildBy(site: Site, one: ComparedBuild, frontendImage: string): Promise<Side> {
  const scratch = mkdtempSync(join(site.folder, "build-"));
  const archive = join(scratch, "image.tar");
  const folder = writeFolder(join(scratch, "context"), one.contextFiles ?? {});
  const { opts, ...request } = one.request?.(site, folder) ?? {};
  const result = await build(site.connection, {
    frontendImage,
    ...(one.contextFiles === undefined ? {} : { contextFolder: folder }),
    noCache: one.uncached === true,
    ...(one.created === undefined ? { sourceDateEpoch: defaultEpoch } : {}),
    opts: { "attest:provenance": "mode=max", ...opts },
    outputs: [`type=oci,dest=${archive}`],
    ...request,
  });
  const told = {
    code: result.code,
    message: comparableMessage(result.message, site.connection),
    warnings: result.progress.warnings.map(comparableWarning),
    steps: stepNames(result.progress),
  };
  if (result.code !== 0) return { result, images: [], attestations: [], comparable: told };
  const { comparable, ...made } = await readMade(archive, site.connection);
  const compared = one.created === "now" ? withoutTimes(comparable) : comparable;
  return { result, ...made, comparable: { ...told, compared } };
}

/** What a build left in an OCI archive, and what of it must be the same whichever frontend built it. */
export async function readMade(archive: string, connection: Connection): Promise<Made> {
  const opened = await openArchive(archive);
  const images = await readImages(opened);
  const attestations = readAttestations(opened, connection);
  return { images, attestations, comparable: { images: images.map(comparableImage), attestations } };
}

/** A warning without what holds the session's id: the step that loads the Dockerfile. */
function comparableWarning({ vertex, sourceInfo, ...warning }: ProgressWarning): unknown {
  return { ...warning, sourceInfo: { ...sourceInfo, definition: undefined } };
}

function withoutTimes(comparable: unknown): unknown {
  return JSON.parse(JSON.stringify(comparable), (key, value: unknown) => (key === "created" ? undefined : value));
}

/** A message with the name of the frontend's image, and what is new in each build, taken out. */
export function comparableMessage(message: string, connection: Connection): string {
  return withoutFrontendNames(message, connection).replace(/\b[0-9a-z]{25}\b/g, "ID");
}
