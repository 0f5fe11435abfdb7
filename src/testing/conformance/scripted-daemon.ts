import type { SourceMeta, SourceOp } from "../../gateway/gateway.ts";
import { clean } from "../../go/path.ts";
import { normalizeRfc3339 } from "../../go/rfc3339.ts";
import { normalizePlatform, type Platform, parsePlatform } from "../../oci/platform.ts";
import { encodeUtf8 } from "../../text/utf8.ts";
import { FakeGateway, fakePlatform } from "../fake-gateway.ts";
import { imagesByReference } from "../synthetic-image.ts";
import { frontendOpts } from "./frontend-opts.ts";
import type { Request } from "./request.ts";

const sessionId = "oracle-session-id";

/** The daemon that a request describes. */
export function scriptedDaemon(request: Request): FakeGateway {
  const { opts = {}, llbCaps = "all" } = request;
  const attributes = frontendOpts(request);
  return new FakeGateway({
    opts: attributes,
    sessionId,
    platforms: [buildPlatform(opts.buildPlatform)],
    withoutLlbCaps: llbCaps === "all" ? [] : llbCaps,
    images: imagesByReference(request.images ?? {}),
    readFile: filesOf(request, attributes),
    sourceMeta: (source) => sourceMeta(request, source),
    forward: () => {
      throw new Error("the oracle forwards to no other frontend");
    },
  });
}

/** Normalised, as a daemon's own are. */
function buildPlatform(text: string | undefined): Platform {
  return text === undefined || text === ""
    ? fakePlatform
    : normalizePlatform(parsePlatform(text, fakePlatform), fakePlatform);
}

/** The bytes of a request's Dockerfile. */
export function dockerfileOf({ dockerfile = "", dockerfileBase64 }: Request): Uint8Array {
  return dockerfileBase64 === undefined || dockerfileBase64 === ""
    ? encodeUtf8(dockerfile)
    : Buffer.from(dockerfileBase64, "base64");
}

/** The files of all sources; of those a path is found in, the first source's. */
function filesOf(
  request: Request,
  opts: ReadonlyMap<string, string>,
): (sources: readonly SourceOp[], path: string) => Uint8Array | undefined {
  const { dockerignore, dockerfileDockerignore, contextFiles = {} } = request;
  const filename = clean(opts.get("filename") || "Dockerfile");
  const local = `local://${opts.get("dockerfilekey") || "dockerfile"}`;
  const mainContext = opts.get(opts.get("contextkey") || "context") ?? "";
  const contentOf = ({ identifier, attrs }: SourceOp, path: string): Uint8Array | string | undefined => {
    const name = identifier.startsWith("local://") ? identifier.slice("local://".length) : identifier;
    const scripted = { ...contextFiles[name], ...contextFiles[identifier] };
    const [, content] = Object.entries(scripted).find(([key]) => clean(key) === path) ?? [];
    if (content !== undefined) return content;
    const isRemote = name === identifier;
    if (identifier === local || (isRemote && mainContext !== "")) {
      // A main context that is a single file is the Dockerfile itself.
      if (path === filename || (isRemote && path === "context")) return dockerfileOf(request);
      if (path === `${filename}.dockerignore` && dockerfileDockerignore) return dockerfileDockerignore;
    } else if (name === "context" && path === ".dockerignore" && dockerignore) return dockerignore;
    return path === attrs.get("http.filename") ? "oracle" : undefined;
  };
  return (sources, path) => {
    for (const source of sources) {
      const content = contentOf(source, clean(path));
      if (content !== undefined) return typeof content === "string" ? encodeUtf8(content) : content;
    }
    return undefined;
  };
}

function sourceMeta(request: Request, { identifier }: SourceOp): Pick<SourceMeta, "git" | "http"> {
  const { gitCommitObject, httpLastModified } = request.sourceMeta?.[identifier] ?? {};
  if (identifier.startsWith("git://")) {
    const commitObject = encodeUtf8(gitCommitObject ?? "");
    return { git: { checksum: "", ref: "", commitChecksum: "", commitObject, tagObject: new Uint8Array() } };
  }
  if (!/^https?:/.test(identifier)) return {};
  return { http: { digest: "", filename: "", ...(httpLastModified ? timeParts(httpLastModified) : {}) } };
}

/** The reference's answers keep the zone that the request names. */
function timeParts(rfc3339: string): { readonly lastModified: bigint; readonly lastModifiedOffset: number } {
  const text = normalizeRfc3339(rfc3339);
  const [, clock = "", fraction = "", sign = "+", hours = "0", minutes = "0"] =
    /^([^.]*?)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/.exec(text) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * 60 * (sign === "-" ? -1 : 1);
  return {
    lastModified: BigInt(Date.parse(`${clock}Z`) - offset * 1000) * 1_000_000n + BigInt(fraction.padEnd(9, "0")),
    lastModifiedOffset: offset,
  };
}
