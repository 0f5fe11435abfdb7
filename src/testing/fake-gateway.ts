import { type CapSet, capSet, type KnownCaps } from "../gateway/cap-set.ts";
import { code, GatewayError } from "../gateway/errors.ts";
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
  SourceOp,
  Warning,
} from "../gateway/gateway.ts";
import { gatewayCaps, llbCaps } from "../gateway/known-caps.ts";
import type { Definition } from "../llb/definition.ts";
import { decodeOp } from "../llb/op.ts";
import { normalizePlatform, type Platform, platform } from "../oci/platform.ts";
import { findImage, type ScriptedImage } from "./synthetic-image.ts";

/** What a fake daemon answers. All of it may be left out: the answers are those of an empty, able daemon then. */
export interface FakeScript {
  readonly opts?: Readonly<Record<string, string>> | ReadonlyMap<string, string>;
  readonly sessionId?: string;
  readonly platforms?: readonly Platform[];
  readonly product?: string;
  /** Capabilities the daemon does not announce. */
  readonly withoutCaps?: readonly string[];
  readonly withoutLlbCaps?: readonly string[];
  /** A file of what the sources of a solved definition hold. */
  readonly readFile?: (sources: readonly SourceOp[], path: string) => Uint8Array | undefined;
  readonly images?: ReadonlyMap<string, ScriptedImage>;
  readonly sourceMeta?: (source: SourceOp) => Pick<SourceMeta, "git" | "http">;
  readonly inputs?: ReadonlyMap<string, Definition>;
  /** Answers a solve that names a frontend. */
  readonly forward?: (request: SolveRequest) => Result;
}

/** An image that was asked for. */
export interface AskedImage extends Omit<SourceMetaRequest, "source" | "git"> {
  readonly ref: string;
}

/** The platform of a daemon that names none. */
export const fakePlatform: Platform = platform("linux", "amd64");

/** A daemon that answers from a script and remembers what it was asked. */
export class FakeGateway implements Gateway {
  readonly build: BuildRequest;
  readonly caps: CapSet;
  readonly llbCaps: CapSet;
  readonly solves: SolveRequest[] = [];
  readonly warnings: Warning[] = [];
  readonly asked: AskedImage[] = [];
  /** `METHOD ARGUMENT` of each call in order. */
  readonly calls: string[] = [];
  readonly #script: FakeScript;
  readonly #definitions = new Map<string, Definition>();

  constructor(script: FakeScript = {}) {
    const opts = script.opts ?? {};
    this.#script = script;
    this.build = {
      opts: opts instanceof Map ? opts : new Map(Object.entries(opts)),
      sessionId: script.sessionId ?? "fake-session",
      workers: [{ id: "fake", labels: new Map(), platforms: script.platforms ?? [fakePlatform] }],
      product: script.product ?? "",
    };
    this.caps = announced(gatewayCaps, script.withoutCaps ?? [], this.build.product);
    this.llbCaps = announced(llbCaps, script.withoutLlbCaps ?? [], this.build.product);
  }

  async inputs(): Promise<ReadonlyMap<string, Definition>> {
    this.calls.push("inputs");
    return this.#script.inputs ?? new Map();
  }

  async solve(request: SolveRequest): Promise<Result> {
    this.calls.push(request.frontend === undefined ? "solve" : `solve ${request.frontend}`);
    this.solves.push(request);
    if (request.frontend !== undefined) {
      if (this.#script.forward === undefined) throw new Error(`no frontend ${request.frontend}`);
      return this.#script.forward(request);
    }
    const definition = request.definition;
    if (definition === undefined || definition.def.length === 0) return { metadata: new Map() };
    const id = `ref-${this.#definitions.size}`;
    this.#definitions.set(id, definition);
    return { ref: { id }, metadata: new Map() };
  }

  async readFile(ref: Ref, path: string, range?: FileRange): Promise<Uint8Array> {
    this.calls.push(`readFile ${path}`);
    const bytes = this.#find(ref, path);
    if (range === undefined) return bytes;
    return bytes.subarray(range.offset, range.length === 0 ? undefined : range.offset + range.length);
  }

  async statFile(ref: Ref, path: string): Promise<FileStat> {
    this.calls.push(`statFile ${path}`);
    const { length } = this.#find(ref, path);
    return { path, mode: 0o644, uid: 0, gid: 0, size: length, modTime: 0n, linkname: "" };
  }

  async readDir(): Promise<readonly FileStat[]> {
    this.calls.push("readDir");
    return [];
  }

  async resolveSourceMeta({ source, ...request }: SourceMetaRequest): Promise<SourceMeta> {
    this.calls.push(`resolveSourceMeta ${source.identifier}`);
    if (!source.identifier.startsWith("docker-image://")) return { source, ...this.#script.sourceMeta?.(source) };
    const { ref, ...image } = await this.resolveImageConfig(source.identifier.slice("docker-image://".length), request);
    return { source: { ...source, identifier: `docker-image://${ref}` }, image };
  }

  async resolveImageConfig(ref: string, request: Omit<SourceMetaRequest, "source" | "git">): Promise<ResolvedImage> {
    this.calls.push(`resolveImageConfig ${ref}`);
    this.asked.push({ ref, ...request });
    const own = this.build.workers[0]?.platforms[0] ?? fakePlatform;
    const asked = request.image?.platform ?? request.ociLayout?.platform ?? own;
    return { ref, ...findImage(this.#script.images ?? new Map(), ref, normalizePlatform(asked, fakePlatform)) };
  }

  async warn(warning: Warning): Promise<void> {
    this.calls.push(`warn ${warning.short}`);
    this.warnings.push(warning);
  }

  async return(): Promise<void> {
    this.calls.push("return");
  }

  #find(ref: Ref, path: string): Uint8Array {
    const bytes = this.#script.readFile?.(sourcesOf(this.#definitions.get(ref.id) as Definition), path);
    if (bytes === undefined) {
      throw new GatewayError({ code: code.unknown, message: `open ${path}: no such file or directory`, details: [] });
    }
    return bytes;
  }
}

function announced(known: KnownCaps, without: readonly string[], product: string): CapSet {
  const ids = [...known.keys()].filter((id) => !without.includes(id));
  return capSet(
    known,
    ids.map((id) => ({ id, enabled: true })),
    product,
  );
}

/** The sources that a definition reads, in order. */
export function sourcesOf({ def }: Definition): readonly SourceOp[] {
  return def.flatMap((bytes) => decodeOp(bytes).source ?? []);
}
