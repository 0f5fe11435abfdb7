import { build } from "../../frontend/build.ts";
import type { Result, SolveRequest } from "../../gateway/gateway.ts";
import { encodeDefinition } from "../../llb/definition.ts";
import { decodeUtf8, toValid } from "../../text/utf8.ts";
import { type FakeGateway, fakePlatform, sourcesOf } from "../fake-gateway.ts";
import { compilationIds, localId } from "./compilation-ids.ts";
import { sha256 } from "./compiled-parts.ts";
import { asError, failure } from "./failure.ts";
import type { Request } from "./request.ts";
import type { Response } from "./response.ts";
import { scriptedDaemon } from "./scripted-daemon.ts";

/** The answer of mode `frontend`: a whole build request, as a daemon would see it. */
export async function answerFrontend(request: Request): Promise<Response> {
  const { id } = request;
  const gateway = daemonOrError(request);
  if (gateway instanceof Error) return failure(id, "request", gateway);
  try {
    const result = await build(gateway, {
      defaultPlatform: fakePlatform,
      newIds: compilationIds,
      newLocalId: () => localId,
    });
    return { id, ok: true, head: "", warnings: [], result: { ...resultParts(result), ...seen(gateway) } };
  } catch (error) {
    return { ...failure(id, "frontend", asError(error)), result: seen(gateway) };
  }
}

function daemonOrError(request: Request): FakeGateway | Error {
  try {
    return scriptedDaemon(request);
  } catch (error) {
    return asError(error);
  }
}

function resultParts({ metadata, ref, refs }: Result): object {
  return {
    metadata: Object.fromEntries([...metadata].map(([key, value]) => [key, toValid(decodeUtf8(value))])),
    refs: refs === undefined ? null : [...refs.keys()].sort(),
    // A build of nothing has a ref there too, one without id.
    singleRef: ref !== undefined || (refs === undefined && metadata.has("refs.platforms")),
  };
}

/** What the daemon was asked to build and told; null where nothing, as Go writes an empty list. */
function seen(gateway: FakeGateway): object {
  const solves = gateway.solves.filter(isBuild).map(({ definition }) => ({
    definitionDigest: definition === undefined ? "" : sha256(encodeDefinition(definition)),
    head: definition?.digests.at(-1) ?? "",
    ops: definition?.def.length ?? 0,
  }));
  // Platforms are solved at the same time: the answers have them by head.
  solves.sort((left, right) => (left.head < right.head ? -1 : 1));
  const warns = gateway.warnings.map(({ short, level, url, detail, ranges }) => ({
    msg: toValid(short),
    level,
    ...(url === "" ? {} : { url }),
    ...(detail.length === 0 ? {} : { detail }),
    ...(ranges.length === 0 ? {} : { ranges }),
  }));
  return { solves: solves.length === 0 ? null : solves, warns: warns.length === 0 ? null : warns };
}

/** Not a solve by which the frontend reads a file. */
function isBuild({ definition, frontend }: SolveRequest): boolean {
  if (definition === undefined || frontend !== undefined) return false;
  const [source] = sourcesOf(definition);
  return definition.def.length !== 2 || source === undefined || /^(?:docker-image|oci-layout):/.test(source.identifier);
}
