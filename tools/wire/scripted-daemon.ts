/** A daemon's side of LLBBridge that answers from a build's script, the same to any frontend. */
import { moby } from "#proto/gateway.js";
import { gatewayCaps, llbCaps } from "../../src/gateway/known-caps.ts";
import { type Definition, decodeDefinition, encodeDefinition } from "../../src/llb/definition.ts";
import { decodeOps } from "../../src/llb/op.ts";
import type { Answer, RecordedCall } from "../../src/testing/stdio-gateway.ts";

const pb = moby.buildkit.v1.frontend;

/** What a daemon says of an image. */
export interface WireImage {
  /** The config's members beside platform and root file system. */
  readonly config?: object;
  /** The whole config, in place of that. */
  readonly text?: string;
  /** The source that a policy puts in its place. */
  readonly becomes?: string;
}

/** A failure as a daemon tells it, `status` an encoded google.rpc.Status. */
export interface WireFailure {
  readonly code: number;
  readonly message: string;
  readonly status?: Uint8Array;
}

/** What a daemon of one build knows. */
export interface DaemonScript {
  /** Files by the identifier of their source, a slash, and their path. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly images?: Readonly<Record<string, WireImage>>;
  /** Commit objects by git source. */
  readonly commits?: Readonly<Record<string, string>>;
  /** Last-Modified of http sources, in seconds since 1970. */
  readonly modified?: Readonly<Record<string, number>>;
  /** Digests of http sources, for those that are strange. */
  readonly digests?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, Definition>>;
  /** What a solve fails with whose definition has a source or exec that contains the text. */
  readonly failures?: Readonly<Record<string, WireFailure>>;
  /** What every call of a method fails with. */
  readonly methods?: Readonly<Record<string, WireFailure>>;
  /** What a solve by another frontend gives; without it there is none. */
  readonly forwards?: moby.buildkit.v1.frontend.Result.$Properties;
}

/** What a daemon says that it can do: all, all but some, nothing that is switched on, or (very old) nothing about it. */
export type DaemonCaps = { readonly without: readonly string[] } | "disabled" | "frozen" | "unknown";

const missing = (path: string): Answer => ({ code: 2, message: `open ${path}: no such file or directory` });
const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;

/** Answers calls in a conversation of its own. */
export function scriptedDaemon(script: DaemonScript, caps: DaemonCaps): (call: RecordedCall) => Answer {
  const sources = new Map<string, string>();
  const returns = typeof caps !== "string" && !caps.without.includes("return");
  const arrays = typeof caps !== "string" && !caps.without.includes("proto.refarray");

  function solve({ Definition: bytes, Frontend: frontend }: moby.buildkit.v1.frontend.SolveRequest): Answer {
    if (frontend !== "") {
      if (script.forwards === undefined) return { code: 5, message: `no frontend ${frontend}` };
      const answer = returns ? { result: script.forwards } : { ref: "forwarded" };
      return { response: pb.SolveResponse.encode(answer).finish() };
    }
    const definition = decodeDefinition(bytes);
    const ops = decodeOps(definition);
    const text = ops.map(({ source, exec }) => source?.identifier ?? exec?.meta?.args.join(" ") ?? "").join("\n");
    for (const [part, failure] of Object.entries(script.failures ?? {})) if (text.includes(part)) return failure;
    // The same id for the same graph, in whatever order graphs come.
    const last = definition.digests.at(-1) ?? "";
    const id = last === "" ? "" : `ref-${last.slice(7, 19)}`;
    sources.set(id, ops.find(({ source }) => source !== undefined)?.source?.identifier ?? "");
    if (!returns) return { response: pb.SolveResponse.encode({ ref: id }).finish() };
    const result = arrays ? { ref: { id } } : { refDeprecated: id };
    return { response: pb.SolveResponse.encode({ result }).finish() };
  }

  function fileOf(ref: string, path: string): Uint8Array | undefined {
    const file = script.files[`${sources.get(ref)}/${path}`];
    return typeof file === "string" ? Buffer.from(file, "utf8") : file;
  }

  const answers: Readonly<Record<string, (request: Uint8Array) => Answer>> = {
    Ping: () => ({ response: pongOf(caps) }),
    Inputs: () => {
      const inputs = Object.entries(script.inputs ?? {}).map(([name, input]) => [name, encodeDefinition(input)]);
      return { response: pb.InputsResponse.encode({ Definitions: Object.fromEntries(inputs) }).finish() };
    },
    Solve: (request) => solve(pb.SolveRequest.decode(request)),
    ReadFile: (request) => {
      const { Ref: ref, FilePath: path, Range: range } = pb.ReadFileRequest.decode(request);
      const file = fileOf(ref, path);
      if (file === undefined) return missing(path);
      const end = Number(range?.Length ?? 0) || file.length;
      return { response: pb.ReadFileResponse.encode({ Data: file.subarray(0, end) }).finish() };
    },
    StatFile: (request) => {
      const { Ref: ref, Path: path } = pb.StatFileRequest.decode(request);
      const file = path === "." ? new Uint8Array() : fileOf(ref, path);
      if (file === undefined) return missing(path);
      return { response: pb.StatFileResponse.encode({ stat: { path, size: file.length as never } }).finish() };
    },
    ResolveSourceMeta: (request) => sourceMeta(script, pb.ResolveSourceMetaRequest.decode(request)),
    ResolveImageConfig: (request) => {
      const { Ref: ref, Platform: platform } = pb.ResolveImageConfigRequest.decode(request);
      const found = imageOf(script, ref, platform);
      if (!("config" in found)) return found;
      return { response: pb.ResolveImageConfigResponse.encode({ Digest: digest("a"), Config: found.config }).finish() };
    },
  };
  return ({ method, request }) =>
    script.methods?.[method] ?? answers[method]?.(request) ?? { response: new Uint8Array() };
}

type WirePlatform = moby.buildkit.v1.frontend.ResolveSourceMetaRequest["Platform"];

function imageOf(
  script: DaemonScript,
  ref: string,
  platform: WirePlatform,
): { readonly config: Uint8Array } | WireFailure {
  if (ref.includes("nosuch")) return { code: 5, message: `${ref}: not found` };
  if (ref.includes("denied")) return { code: 7, message: `source "docker-image://${ref}" not allowed by policy` };
  const { text } = script.images?.[ref] ?? {};
  if (text !== undefined) return { config: Buffer.from(text) };
  const config = {
    architecture: platform?.Architecture ?? "amd64",
    os: platform?.OS ?? "linux",
    ...(platform?.Variant && { variant: platform.Variant }),
    config: { Env: ["PATH=/bin"], ...script.images?.[ref]?.config },
    rootfs: { type: "layers", diff_ids: [digest("b")] },
  };
  return { config: Buffer.from(JSON.stringify(config)) };
}

function sourceMeta(script: DaemonScript, request: moby.buildkit.v1.frontend.ResolveSourceMetaRequest): Answer {
  const { Source: source, Platform: platform } = request;
  const identifier = source?.identifier ?? "";
  const reply = (rest: object): Answer => ({
    response: pb.ResolveSourceMetaResponse.encode({ Source: source, ...rest } as never).finish(),
  });
  const [, scheme = "", ref = ""] = /^([a-z-]+):\/\/(.*)$/s.exec(identifier) ?? [];
  const becomes = script.images?.[ref]?.becomes;
  if (becomes !== undefined && !becomes.startsWith("docker-image:")) return reply({ Source: { identifier: becomes } });
  if (scheme === "docker-image" || scheme === "oci-layout") {
    const other = becomes === undefined ? {} : { Source: { identifier: becomes } };
    const found = imageOf(script, ref, platform);
    return "config" in found ? reply({ ...other, Image: { Digest: digest("a"), Config: found.config } }) : found;
  }
  if (scheme === "git") {
    const object = Buffer.from(script.commits?.[identifier] ?? "");
    return reply({ Git: { Checksum: "c".repeat(40), CommitObject: object } });
  }
  const seconds = script.modified?.[identifier];
  const modified = seconds === undefined ? {} : { LastModified: { seconds } };
  return reply({ HTTP: { Checksum: script.digests?.[identifier] ?? digest("d"), Filename: "f", ...modified } });
}

function pongOf(caps: DaemonCaps): Uint8Array {
  if (caps === "frozen") return new Uint8Array();
  if (caps === "unknown") {
    const unknown = [{ ID: "no.such", Enabled: true }];
    return pb.PongResponse.encode({ FrontendAPICaps: unknown, LLBCaps: unknown }).finish();
  }
  const without = caps === "disabled" ? [] : caps.without;
  const enabled = caps === "disabled" ? { DisabledReasonMsg: "for a reason" } : { Enabled: true };
  const list = (ids: Iterable<string>) =>
    [...ids].filter((ID) => !without.includes(ID)).map((ID) => ({ ID, ...enabled }));
  return pb.PongResponse.encode({ FrontendAPICaps: list(gatewayCaps.keys()), LLBCaps: list(llbCaps.keys()) }).finish();
}
