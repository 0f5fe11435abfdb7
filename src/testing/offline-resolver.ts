import { local } from "../llb/sources.ts";
import type { NamedContext, Resolver } from "../lower/resolver.ts";
import { platform as platformOf } from "../oci/platform.ts";
import { findImage, imagesByReference, type ScriptedImage } from "./synthetic-image.ts";

/** What a test's resolver knows; the rest is made up from names. */
export interface OfflineWorld {
  readonly images?: Readonly<Record<string, ScriptedImage>>;
  readonly ignorePatterns?: readonly string[];
  readonly namedContexts?: Readonly<Record<string, NamedContext>>;
}

/** A resolver that answers from memory. */
export function offlineResolver({ images = {}, ignorePatterns = [], namedContexts = {} }: OfflineWorld = {}): Resolver {
  const scripted = imagesByReference(images);
  return {
    resolveImage: async (ref, { platform = platformOf("linux", "amd64") }) => ({
      ref,
      ...findImage(scripted, ref, platform),
    }),
    namedContext: (name) => namedContexts[name],
    ignorePatterns: async () => ignorePatterns,
    mainContext: async () => local("context", {}),
    sourceEpoch: async () => undefined,
  };
}
