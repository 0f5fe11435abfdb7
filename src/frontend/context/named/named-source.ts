import type { LoadedContext, NamedContextRequest } from "../../../lower/resolver.ts";
import type { BuildSession } from "../../build-session.ts";
import type { ImageLookup } from "../../image-lookup.ts";

/** A named context that was asked for, before it is loaded. */
export interface NamedSource {
  /** The name as the Dockerfile uses it, in its familiar form and without `:latest`. */
  readonly name: string;
  /** The name as the client gave it, which may hold a platform. */
  readonly key: string;
  /** As the client gave it: `docker-image://alpine`, `local:dir`. */
  readonly spec: string;
  /** What follows the scheme and its colon. */
  readonly rest: string;
  readonly request: NamedContextRequest;
}

/** What loading a named context may use. */
export interface NamedLoading {
  readonly session: BuildSession;
  readonly images: ImageLookup;
}

/** Loads a named context of one scheme; a source policy may point to another source instead, as `spec` writes it. */
export type NamedLoader = (source: NamedSource, loading: NamedLoading) => Promise<LoadedContext | Redirect>;

/** Another source that a source policy puts in place of the one asked for. */
export interface Redirect {
  readonly redirect: string;
}

/** The progress name of a step that loads a named context. */
export function contextName({ key }: NamedSource, what: string): string {
  return `[context ${key}] ${what}`;
}
