import { moby } from "#proto/gateway.js";
import { encodeBase64 } from "../go/base64.ts";
import { encodeJson, type JsonValue, map } from "../go/encode-json.ts";
import { type Definition, decodeDefinition, encodeDefinition } from "../llb/definition.ts";
import { encodeSourceInfo } from "../llb/source-map.ts";
import { encodeUtf8 } from "../text/utf8.ts";
import { type AnnouncedCap, type CapSet, capSet } from "./cap-set.ts";
import { sourceInfoMessage } from "./details.ts";
import type {
  BuildRequest,
  FileRange,
  FileStat,
  Gateway,
  Ref,
  ResolvedImage,
  Result,
  SolveRequest,
  SourceMeta,
  SourceMetaRequest,
  Warning,
} from "./gateway.ts";
import { gatewayCaps, llbCaps, oldGatewayCaps, oldLlbCaps } from "./known-caps.ts";
import { messages } from "./messages.ts";
import { lookUpImage, resolveSourceMeta, type SourceLookup } from "./source-lookup.ts";
import { statusOf } from "./status.ts";
import type { UnaryTransport } from "./transport.ts";
import { typedCall } from "./typed-call.ts";
import { int64 } from "./wire-numbers.ts";
import { mapOf, recordOf, refsOf, resultFromWire, resultToWire } from "./wire-result.ts";
import { fileStatFromWire } from "./wire-source.ts";
import { statusToWire } from "./wire-status.ts";

const pb = moby.buildkit.v1.frontend;
type WireSolve = moby.buildkit.v1.frontend.SolveRequest.$Properties;

const service = "/moby.buildkit.v1.frontend.LLBBridge/";
const pingMs = 15_000;
/** For calls that only hand something over; those that may build something last as long as the daemon lives. */
const handOverMs = 60_000;

/**
 * Greets a daemon over `transport` and returns its gateway. Rejects when there is no answer within 15 s.
 * @mirrors frontend/gateway/grpcclient/client.go New
 */
export async function connectBridge(transport: UnaryTransport, build: BuildRequest): Promise<Gateway> {
  const ping = typedCall(transport, `${service}Ping`, pb.PingRequest, pb.PongResponse);
  const pong = await ping({}, { timeoutMs: pingMs });
  const announced = (list: readonly WireCap[] | null | undefined, old: readonly AnnouncedCap[]) =>
    list && list.length > 0 ? list.map(capFromWire) : old;
  return new Bridge(transport, build, {
    caps: capSet(gatewayCaps, announced(pong.FrontendAPICaps, oldGatewayCaps), build.product),
    llbCaps: capSet(llbCaps, announced(pong.LLBCaps, oldLlbCaps), build.product),
  });
}

type WireCap = moby.buildkit.v1.apicaps.APICap.$Properties;

function capFromWire(wire: WireCap): AnnouncedCap {
  return { id: wire.ID ?? "", enabled: wire.Enabled ?? false, disabledReasonMsg: wire.DisabledReasonMsg ?? "" };
}

/** An input's definition. One that says nothing of its vertices is none. @mirrors client/llb/definition.go NewDefinitionOp */
function inputOf(bytes: Uint8Array): Definition {
  const definition = decodeDefinition(bytes);
  if (definition.metadata.size === 0) throw new Error(messages.nilInput);
  return definition;
}

/** An empty definition is there, unlike none at all; the generated encoder leaves out bytes that are empty. */
const solveEncoder = {
  encode(message: WireSolve) {
    const rest = pb.SolveRequest.encode(message);
    return {
      finish: () => (message.Definition?.length === 0 ? behind(emptyDefinition, rest.finish()) : rest.finish()),
    };
  },
};
const emptyDefinition = Uint8Array.of(0x0a, 0);

function behind(front: Uint8Array, rest: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(front.length + rest.length);
  bytes.set(front);
  bytes.set(rest, front.length);
  return bytes;
}

/** The typed calls of LLBBridge over one transport. */
function callsOf(transport: UnaryTransport) {
  const path = (method: string) => service + method;
  return {
    inputs: typedCall(transport, path("Inputs"), pb.InputsRequest, pb.InputsResponse),
    solve: typedCall(transport, path("Solve"), solveEncoder, pb.SolveResponse),
    readFile: typedCall(transport, path("ReadFile"), pb.ReadFileRequest, pb.ReadFileResponse),
    statFile: typedCall(transport, path("StatFile"), pb.StatFileRequest, pb.StatFileResponse),
    readDir: typedCall(transport, path("ReadDir"), pb.ReadDirRequest, pb.ReadDirResponse),
    sourceMeta: typedCall(
      transport,
      path("ResolveSourceMeta"),
      pb.ResolveSourceMetaRequest,
      pb.ResolveSourceMetaResponse,
    ),
    imageConfig: typedCall(
      transport,
      path("ResolveImageConfig"),
      pb.ResolveImageConfigRequest,
      pb.ResolveImageConfigResponse,
    ),
    warn: typedCall(transport, path("Warn"), pb.WarnRequest, pb.WarnResponse),
    returnTo: typedCall(transport, path("Return"), pb.ReturnRequest, pb.ReturnResponse),
  };
}

/** Metadata as Go writes it: what is empty was never made there, and is null. */
function attributesOf(metadata: Result["metadata"]): JsonValue {
  if (metadata.size === 0) return null;
  return map([...metadata].map(([key, value]) => [key, value.length === 0 ? null : encodeBase64(value)] as const));
}

/** @mirrors frontend/gateway/grpcclient/client.go grpcClient */
class Bridge implements Gateway {
  readonly build: BuildRequest;
  readonly caps: CapSet;
  readonly llbCaps: CapSet;
  private readonly calls: ReturnType<typeof callsOf>;
  private readonly lookup: SourceLookup;
  /** The requests behind refs of daemons that answer with a bare ref: the final solve repeats the one returned. */
  private readonly requests = new Map<string, WireSolve>();

  constructor(transport: UnaryTransport, build: BuildRequest, daemon: Pick<Gateway, "caps" | "llbCaps">) {
    this.build = build;
    this.caps = daemon.caps;
    this.llbCaps = daemon.llbCaps;
    this.calls = callsOf(transport);
    this.lookup = { caps: daemon.caps, sourceMeta: this.calls.sourceMeta, imageConfig: this.calls.imageConfig };
  }

  async inputs(): Promise<ReadonlyMap<string, Definition>> {
    this.caps.require("frontend.inputs");
    const { Definitions } = await this.calls.inputs({}, { timeoutMs: handOverMs });
    return new Map([...mapOf(Definitions)].map(([name, definition]) => [name, inputOf(definition)]));
  }

  async solve(request: SolveRequest): Promise<Result> {
    for (const metadata of request.definition?.metadata.values() ?? []) {
      for (const id of metadata.caps.keys()) this.llbCaps.require(id);
    }
    const wire = this.solveToWire(request);
    const response = await this.calls.solve(wire);
    if (response.result == null && response.ref) this.requests.set(response.ref, wire);
    const result = resultFromWire(response.result ?? { refDeprecated: response.ref });
    if (request.evaluate && !this.caps.supports("gateway.solve.evaluate")) {
      // Asking for a file's stat makes an older daemon build what it would build later.
      for (const ref of refsOf(result)) await this.statFile(ref, ".");
    }
    return result;
  }

  private solveToWire(request: SolveRequest): WireSolve {
    const { definition, frontend, frontendInputs, cacheImports = [] } = request;
    const opts = new Map(request.frontendOpts);
    for (const key of ["cache-imports", "cache-from"]) {
      const given = this.build.opts.get(key);
      if (given !== undefined && !opts.has(key)) opts.set(key, given);
    }
    return {
      ...(definition && { Definition: encodeDefinition(definition) }),
      Frontend: frontend ?? "",
      FrontendOpt: recordOf(opts),
      allowResultReturn: true,
      allowResultArrayRef: true,
      ...(!this.caps.supports("return") && { ExporterAttr: encodeUtf8("{}") }),
      CacheImports: cacheImports.map(({ type, attrs }) => ({ Type: type, Attrs: recordOf(attrs) })),
      FrontendInputs: recordOf(
        new Map([...(frontendInputs ?? [])].map(([name, input]) => [name, encodeDefinition(input)])),
      ),
      Evaluate: (request.evaluate ?? false) && this.caps.supports("gateway.solve.evaluate"),
    };
  }

  async readFile(ref: Ref, path: string, range?: FileRange): Promise<Uint8Array> {
    const part = range && { Range: { Offset: int64(range.offset), Length: int64(range.length) } };
    return (await this.calls.readFile({ Ref: ref.id, FilePath: path, ...part })).Data;
  }

  async statFile(ref: Ref, path: string): Promise<FileStat> {
    this.caps.require("statfile");
    const { stat } = await this.calls.statFile({ Ref: ref.id, Path: path });
    return fileStatFromWire(stat ?? {});
  }

  async readDir(ref: Ref, path: string, includePattern = ""): Promise<readonly FileStat[]> {
    this.caps.require("readdir");
    const { entries } = await this.calls.readDir({ Ref: ref.id, DirPath: path, IncludePattern: includePattern });
    return (entries ?? []).map(fileStatFromWire);
  }

  resolveSourceMeta(request: SourceMetaRequest): Promise<SourceMeta> {
    return resolveSourceMeta(this.lookup, request);
  }

  resolveImageConfig(ref: string, request: Omit<SourceMetaRequest, "source" | "git">): Promise<ResolvedImage> {
    return lookUpImage(this.lookup, ref, request);
  }

  async warn(warning: Warning): Promise<void> {
    await this.calls.warn(
      {
        digest: warning.digest,
        level: int64(warning.level),
        short: encodeUtf8(warning.short),
        detail: warning.detail.map((line) => encodeUtf8(line)),
        url: warning.url,
        ...(warning.info && { info: encodeSourceInfo(sourceInfoMessage(warning.info)) }),
        ranges: warning.ranges.map((range) => ({ ...range })),
      },
      { timeoutMs: handOverMs },
    );
  }

  async return(outcome: { readonly result: Result } | { readonly error: unknown }): Promise<void> {
    if ("error" in outcome) return this.returnError(outcome.error);
    const { result } = outcome;
    if ((result.refs?.size ?? 0) > 1) this.caps.require("returnmap");
    if (this.caps.supports("return")) {
      await this.calls.returnTo({ result: resultToWire(result, this.caps) }, { timeoutMs: handOverMs });
    } else await this.solveFinally(result);
  }

  /** A daemon without `return` learns of an error by the frontend's exit status alone. */
  private async returnError(error: unknown): Promise<void> {
    if (!this.caps.supports("return")) return;
    await this.calls.returnTo({ error: statusToWire(statusOf(error)) }, { timeoutMs: handOverMs });
  }

  private async solveFinally(result: Result): Promise<void> {
    const request = result.ref === undefined ? { Definition: new Uint8Array() } : this.requests.get(result.ref.id);
    if (request === undefined) throw new Error(messages.noReturnRef(result.ref?.id ?? ""));
    const final = { ...request, Final: true, ExporterAttr: encodeUtf8(encodeJson(attributesOf(result.metadata))) };
    try {
      await this.calls.solve(final);
    } catch (error) {
      throw new Error(messages.failedToSolve((error as Error).message), { cause: error });
    }
  }
}
