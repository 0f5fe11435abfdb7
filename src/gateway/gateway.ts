/**
 * The one interface between the frontend and a build daemon. `connectBridge` (bridge.ts) implements it over LLBBridge;
 * tests implement it with a fake. Nothing here knows gRPC, processes or Node.
 */
import type { Definition } from "../llb/definition.ts";
import type { Platform } from "../oci/platform.ts";
import type { WireRange } from "../text/span.ts";
import type { CapSet } from "./cap-set.ts";

/** A source file as warnings and errors carry it: its bytes and the definition that loads it. */
export interface SourceInfo {
  readonly filename: string;
  readonly language: string;
  readonly data: Uint8Array;
  readonly definition?: Definition | undefined;
}

/** One worker of the daemon, as it was told to the frontend. */
export interface Worker {
  readonly id: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly platforms: readonly Platform[];
}

/** What is known about a build request before the first call. */
export interface BuildRequest {
  /** The frontend opts, values as given. */
  readonly opts: ReadonlyMap<string, string>;
  readonly sessionId: string;
  readonly workers: readonly Worker[];
  /** The daemon's product name for "please update ..."; may be empty. */
  readonly product: string;
}

/** A solved filesystem at the daemon. An empty filesystem (scratch) has no Ref: it is `undefined` wherever one can stand. */
export interface Ref {
  /** Never empty. */
  readonly id: string;
  /** The definition it was solved from, encoded, where the daemon tells it. It travels back with the ref. */
  readonly definition?: Uint8Array | undefined;
}

/** Who an attestation is about. */
export interface AttestationSubject {
  /** A number where a daemon names a kind that is not known here. */
  readonly kind: "self" | "raw" | number;
  readonly name: string;
  readonly digests: readonly string[];
}

/** An attestation beside a result; its content lies in `ref` under `path`. */
export interface Attestation {
  /** A number where a daemon names a kind that is not known here. */
  readonly kind: "in-toto" | "bundle" | number;
  readonly metadata: ReadonlyMap<string, Uint8Array>;
  readonly ref?: Ref | undefined;
  readonly path: string;
  readonly predicateType: string;
  readonly subjects: readonly AttestationSubject[];
}

/** What a solve gives and what a frontend returns: one ref, or (`refs` present) one per key, and metadata. */
export interface Result {
  readonly ref?: Ref | undefined;
  /** Present for a result by platform; a scratch result keeps its key with `undefined`. */
  readonly refs?: ReadonlyMap<string, Ref | undefined> | undefined;
  readonly metadata: ReadonlyMap<string, Uint8Array>;
  readonly attestations?: ReadonlyMap<string, readonly Attestation[]> | undefined;
}

/** One cache to import from. */
export interface CacheImport {
  readonly type: string;
  readonly attrs: ReadonlyMap<string, string>;
}

/** A solve: of a definition, or of another frontend with opts and inputs. */
export interface SolveRequest {
  readonly definition?: Definition | undefined;
  readonly frontend?: string | undefined;
  readonly frontendOpts?: ReadonlyMap<string, string> | undefined;
  readonly frontendInputs?: ReadonlyMap<string, Definition> | undefined;
  readonly cacheImports?: readonly CacheImport[] | undefined;
  /** Run the definition now, not only when something of it is read. */
  readonly evaluate?: boolean | undefined;
}

/** Bytes of a file to read: both in bytes; length 0 means to the end. */
export interface FileRange {
  readonly offset: number;
  readonly length: number;
}

/** What is known of a file without its content. */
export interface FileStat {
  readonly path: string;
  /** Go's os.FileMode bits (type bits included). */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes. */
  readonly size: number;
  /** Nanoseconds since 1970. */
  readonly modTime: bigint;
  readonly linkname: string;
}

/** A source as LLB names it. */
export interface SourceOp {
  readonly identifier: string;
  readonly attrs: ReadonlyMap<string, string>;
}

/** What to ask about a source. Exactly the group that fits the scheme is given. */
export interface SourceMetaRequest {
  readonly source: SourceOp;
  /** The words of the progress line, such as `[internal] load metadata for docker.io/library/busybox:latest`. */
  readonly logName?: string | undefined;
  readonly image?:
    | { readonly platform?: Platform | undefined; readonly resolveMode?: string; readonly noConfig?: boolean }
    | undefined;
  readonly ociLayout?:
    | { readonly platform?: Platform | undefined; readonly sessionId: string; readonly storeId: string }
    | undefined;
  readonly git?: { readonly returnObject: boolean } | undefined;
}

/** What the daemon says of a source; `source` may be another one than asked for, when a source policy turned it. */
export interface SourceMeta {
  readonly source: SourceOp;
  readonly image?: { readonly digest: string; readonly config: Uint8Array } | undefined;
  readonly git?:
    | {
        readonly checksum: string;
        readonly ref: string;
        readonly commitChecksum: string;
        readonly commitObject: Uint8Array;
        readonly tagObject: Uint8Array;
      }
    | undefined;
  readonly http?:
    | {
        readonly digest: string;
        readonly filename: string;
        /** Nanoseconds since 1970. */
        readonly lastModified?: bigint | undefined;
        /** Seconds east of UTC of the zone that time was written in; never there over the wire. */
        readonly lastModifiedOffset?: number | undefined;
      }
    | undefined;
}

/** An image's config as resolved. */
export interface ResolvedImage {
  readonly ref: string;
  readonly digest: string;
  readonly config: Uint8Array;
}

/** A warning for the client. */
export interface Warning {
  /** Digest of the vertex it belongs to: the head of the definition that loaded the Dockerfile. */
  readonly digest: string;
  readonly level: number;
  readonly short: string;
  readonly detail: readonly string[];
  readonly url: string;
  readonly info?: SourceInfo | undefined;
  readonly ranges: readonly WireRange[];
}

/**
 * A build daemon as a frontend sees it, already greeted (its capabilities are known).
 * Every method rejects with a `GatewayError` when the daemon says no, with a `CapError` when it lacks what the call
 * needs, and with a `TransportError` when it does not answer.
 */
export interface Gateway {
  readonly build: BuildRequest;
  /** What the daemon's gateway can do. */
  readonly caps: CapSet;
  /** What the daemon's solver can do. */
  readonly llbCaps: CapSet;
  /** The definitions given as inputs, by name. Rejects for an input without content. */
  inputs(): Promise<ReadonlyMap<string, Definition>>;
  solve(request: SolveRequest): Promise<Result>;
  readFile(ref: Ref, path: string, range?: FileRange): Promise<Uint8Array>;
  statFile(ref: Ref, path: string): Promise<FileStat>;
  readDir(ref: Ref, path: string, includePattern?: string): Promise<readonly FileStat[]>;
  resolveSourceMeta(request: SourceMetaRequest): Promise<SourceMeta>;
  /** As resolveSourceMeta of `docker-image://REF` (or of the OCI layout), for what only wants an image's config. */
  resolveImageConfig(ref: string, request: Omit<SourceMetaRequest, "source" | "git">): Promise<ResolvedImage>;
  warn(warning: Warning): Promise<void>;
  /**
   * Ends the build: a result, or anything thrown (see `statusOf`). Resolves when the daemon has taken it. Rejects for a
   * result that cannot be told to this daemon, which has heard nothing then: the error may be told instead.
   */
  return(outcome: { readonly result: Result } | { readonly error: unknown }): Promise<void>;
}
