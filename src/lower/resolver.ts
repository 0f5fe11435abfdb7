import type { State } from "../llb/state.ts";
import type { PlaceholderVertex } from "../llb/vertex.ts";
import type { Image } from "../oci/image-config.ts";
import type { Platform } from "../oci/platform.ts";
import type { Epoch } from "./compile-options.ts";

/** How an image is looked up. */
export interface ImageRequest {
  readonly platform?: Platform;
  readonly resolveMode: string;
  /** What the daemon's progress shows for the look-up. */
  readonly logName: string;
}

/** What a look-up found. */
export interface ResolvedImage {
  /** The reference after source policies. */
  readonly ref: string;
  /** `sha256:...`, empty where the daemon gives none. */
  readonly digest: string;
  /** The config as its bytes are in the registry. */
  readonly config: Uint8Array;
}

/** A named context that replaces a stage or a base image. */
export interface NamedContext {
  /** Fetches what the context stands for; called at most once per stage. */
  load(): Promise<LoadedContext>;
}

export interface LoadedContext {
  readonly state: State;
  readonly image?: Image;
  /** Set where the source needs the paths that stages read from it, known only after lowering. */
  readonly deferred?: DeferredSource;
}

/** A source that is made in the link pass, when all used paths are known. */
export interface DeferredSource {
  readonly placeholder: PlaceholderVertex;
  /** `paths`: what stages read, relative, sorted; undefined where all of it may be read. */
  source(paths: readonly string[] | undefined): State;
}

export interface NamedContextRequest {
  readonly platform?: Platform;
  readonly resolveMode: string;
}

/**
 * The only I/O of a compilation. Every method may reject; the error's message reaches the user with the place of
 * the instruction that needed it.
 */
export interface Resolver {
  resolveImage(ref: string, request: ImageRequest): Promise<ResolvedImage>;
  /** The named context for a stage's or base image's name, undefined where there is none. May throw. */
  namedContext(name: string, request: NamedContextRequest): NamedContext | undefined;
  /** Patterns of the main context's ignore file; empty where there is none. */
  ignorePatterns(): Promise<readonly string[]>;
  /** The main context. `followPaths`: what stages read of it, relative, sorted; undefined for all. */
  mainContext(followPaths: readonly string[] | undefined): Promise<State>;
  /** The time of a remote source (commit time, Last-Modified, newest file of an archive); undefined where it has none. */
  sourceEpoch(state: State, logName: string): Promise<Epoch | undefined>;
}
