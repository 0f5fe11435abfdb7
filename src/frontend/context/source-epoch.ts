import type { SourceMeta, SourceOp } from "../../gateway/gateway.ts";
import { formatUnixTime } from "../../go/rfc3339.ts";
import { decodeOps } from "../../llb/op.ts";
import { source as sourceState } from "../../llb/ops/source.ts";
import type { State } from "../../llb/state.ts";
import type { Epoch } from "../../lower/compile-options.ts";
import { commitTime } from "../../sources/commit-time.ts";
import { newestFile } from "../../sources/newest-file.ts";
import type { BuildSession } from "../build-session.ts";
import { readFile } from "./read-file.ts";
import { definitionOf, solveDefinition } from "./solve-state.ts";

const filenameAttr = "http.filename";
const second = 1_000_000_000n;

/**
 * The time of a state's one source: a commit's, a download's Last-Modified, or that of the newest file of an archive.
 * Undefined where there is none. @mirrors frontend/dockerfile/dockerfile2llb/epoch.go resolveSourceDateEpochFromState
 */
export async function sourceEpoch(session: BuildSession, state: State, logName: string): Promise<Epoch | undefined> {
  const source = onlySource(session, state);
  if (source === undefined) return undefined;
  const { identifier, attrs } = source;
  const git = identifier.startsWith("git://") ? { git: { returnObject: true } } : {};
  const metadata = await session.gateway.resolveSourceMeta({ source, logName, ...git });
  const epoch = metadataEpoch(metadata);
  if (epoch !== "unknown") return epoch;
  const filename = attrs.get(filenameAttr) ?? "";
  if (filename === "" || !/^https?:\/\//.test(identifier)) return undefined;
  return archiveEpoch(session, source, filename);
}

/** The source op of a state that has exactly one. */
function onlySource(session: BuildSession, state: State): SourceOp | undefined {
  const sources = decodeOps(definitionOf(session, state)).flatMap(({ source }) => source ?? []);
  return sources.length === 1 ? sources[0] : undefined;
}

function metadataEpoch({ git, http }: SourceMeta): Epoch | undefined | "unknown" {
  if (git !== undefined && git.commitObject.length > 0) {
    const time = commitTime(git.commitObject);
    return time && epochAt(time.seconds * second, time.offset);
  }
  return http?.lastModified === undefined ? "unknown" : epochAt(http.lastModified, http.lastModifiedOffset ?? 0);
}

/** The time of nanoseconds since 1970, in a zone so many seconds east of UTC. */
function epochAt(nanoseconds: bigint, offset: number): Epoch {
  const fraction = ((nanoseconds % second) + second) % second;
  const seconds = (nanoseconds - fraction) / second;
  const clock = formatUnixTime(seconds + BigInt(offset)).slice(0, -1);
  return { seconds, nanoseconds, rfc3339: clock + fractionText(fraction) + zoneText(offset) };
}

function fractionText(nanoseconds: bigint): string {
  return nanoseconds === 0n ? "" : `.${String(nanoseconds).padStart(9, "0").replace(/0+$/, "")}`;
}

function zoneText(offset: number): string {
  if (offset === 0) return "Z";
  const minutes = Math.trunc(Math.abs(offset) / 60);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
}

/** The newest time in a downloaded archive; undefined where the file is none. */
async function archiveEpoch(
  session: BuildSession,
  { identifier, attrs }: SourceOp,
  filename: string,
): Promise<Epoch | undefined> {
  const state = sourceState({ identifier, attributes: attrs, caps: [] }, {});
  const ref = await solveDefinition(session, definitionOf(session, state));
  const newest = await newestFile(await readFile(session.gateway, ref, filename));
  return newest === undefined ? undefined : epochAt(newest, 0);
}
