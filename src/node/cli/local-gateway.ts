import type { CapSet } from "../../gateway/cap-set.ts";
import { code, GatewayError } from "../../gateway/errors.ts";
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
} from "../../gateway/gateway.ts";
import { type Definition, head } from "../../llb/definition.ts";
import { decodeOp } from "../../llb/op.ts";
import type { LocalFiles } from "./local-files.ts";
import { messages } from "./messages.ts";

/** What a LocalGateway stands on. */
export interface LocalGatewayParts {
  readonly build: BuildRequest;
  readonly caps: CapSet;
  readonly llbCaps: CapSet;
  /** Local sources by the name that definitions give them. */
  readonly locals: ReadonlyMap<string, LocalFiles>;
  readonly resolveSourceMeta: (request: SourceMetaRequest) => Promise<SourceMeta>;
  /** The daemon that reads what is not local, if there is one. */
  readonly daemon?: Gateway | undefined;
}

const localScheme = "local://";

/**
 * A gateway that builds nothing: it reads the directories of this machine that a client of BuildKit would send, and
 * keeps the definitions it is given.
 */
export class LocalGateway implements Gateway {
  readonly build: BuildRequest;
  readonly caps: CapSet;
  readonly llbCaps: CapSet;
  private readonly parts: LocalGatewayParts;
  private readonly definitions = new Map<string, Definition>();
  private readonly solved = new Map<string, Promise<Ref>>();

  constructor(parts: LocalGatewayParts) {
    this.parts = parts;
    this.build = parts.build;
    this.caps = parts.caps;
    this.llbCaps = parts.llbCaps;
  }

  /** The definition a ref was solved from; of an empty filesystem, one without ops. */
  definitionOf(ref: Ref | undefined): Definition {
    return this.definitions.get(ref?.id ?? "") ?? { def: [], digests: [], metadata: new Map() };
  }

  async inputs(): Promise<ReadonlyMap<string, Definition>> {
    return new Map();
  }

  async solve(request: SolveRequest): Promise<Result> {
    const metadata = new Map<string, Uint8Array>();
    const { definition } = request;
    if (definition === undefined || definition.def.length === 0) return { metadata, ref: undefined };
    const id = `local-${this.definitions.size}`;
    this.definitions.set(id, definition);
    return { metadata, ref: { id } };
  }

  async readFile(ref: Ref, path: string, range?: FileRange): Promise<Uint8Array> {
    const files = this.filesOf(ref);
    if (files !== undefined) return files.readFile(path, range);
    return this.daemonOf(ref).readFile(await this.remoteRef(ref), path, range);
  }

  async statFile(ref: Ref, path: string): Promise<FileStat> {
    const files = this.filesOf(ref);
    if (files !== undefined) return files.statFile(path);
    return this.daemonOf(ref).statFile(await this.remoteRef(ref), path);
  }

  async readDir(ref: Ref, path: string, includePattern?: string): Promise<readonly FileStat[]> {
    const files = this.filesOf(ref);
    if (files !== undefined) return files.readDir(path);
    return this.daemonOf(ref).readDir(await this.remoteRef(ref), path, includePattern);
  }

  resolveSourceMeta(request: SourceMetaRequest): Promise<SourceMeta> {
    return this.parts.resolveSourceMeta(request);
  }

  async resolveImageConfig(ref: string, request: Omit<SourceMetaRequest, "source" | "git">): Promise<ResolvedImage> {
    const source = { identifier: `docker-image://${ref}`, attrs: new Map() };
    const { image } = await this.resolveSourceMeta({ ...request, source });
    return { ref, digest: image?.digest ?? "", config: image?.config ?? new Uint8Array() };
  }

  async warn(): Promise<void> {}

  async return(): Promise<void> {}

  /** The local files a ref is of, or undefined where only a daemon can make it. */
  private filesOf(ref: Ref): LocalFiles | undefined {
    const source = this.sourceOf(ref);
    if (!source.startsWith(localScheme)) return undefined;
    const files = this.parts.locals.get(source.slice(localScheme.length));
    if (files !== undefined) return files;
    const message = `no access allowed to dir "${source.slice(localScheme.length)}"`;
    throw new GatewayError({ code: code.notFound, message, details: [] });
  }

  private sourceOf(ref: Ref): string {
    const definition = this.definitionOf(ref);
    const bytes = definition.def[definition.digests.indexOf(head(definition))];
    return (bytes && decodeOp(bytes).source?.identifier) ?? "";
  }

  private daemonOf(ref: Ref): Gateway {
    if (this.parts.daemon === undefined) throw new Error(messages.remoteContext(this.sourceOf(ref)));
    return this.parts.daemon;
  }

  private remoteRef(ref: Ref): Promise<Ref> {
    let remote = this.solved.get(ref.id);
    if (remote === undefined) {
      remote = this.solveRemotely(ref);
      this.solved.set(ref.id, remote);
    }
    return remote;
  }

  private async solveRemotely(ref: Ref): Promise<Ref> {
    const result = await this.daemonOf(ref).solve({ definition: this.definitionOf(ref) });
    return result.ref as Ref;
  }
}
