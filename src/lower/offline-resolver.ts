import { local } from "../llb/sources.ts";
import { encodeImageConfig, type Image } from "../oci/image-config.ts";
import { type Platform, platform } from "../oci/platform.ts";
import { encodeUtf8 } from "../text/utf8.ts";
import { standInImage } from "./image/stand-in-image.ts";
import type { Resolver } from "./resolver.ts";

/** What a compilation without network is told of the world. */
export interface OfflineWorld {
  /** The config of an image, by its whole name such as `docker.io/library/alpine:3`; a stand-in where it says nothing. */
  readonly image?: (ref: string, platform: Platform) => Image | undefined;
  /** Patterns of the ignore file. */
  readonly ignorePatterns?: readonly string[];
}

/**
 * A resolver that asks nobody: base images are as `world` says or a documented stand-in, without digest; the main
 * context is the local directory `context`; there are no named contexts.
 */
export function offlineResolver(world: OfflineWorld = {}): Resolver {
  const { image = () => undefined, ignorePatterns = [] } = world;
  return {
    resolveImage: async (ref, { platform: asked = platform("linux", "amd64") }) => {
      const config = image(ref, asked) ?? standInImage(asked);
      return { ref, digest: "", config: encodeUtf8(encodeImageConfig(config)) };
    },
    namedContext: () => undefined,
    ignorePatterns: async () => ignorePatterns,
    mainContext: async (followPaths) =>
      local("context", {
        excludePatterns: ignorePatterns,
        followPaths,
        sharedKeyHint: "context",
        customName: "[internal] load build context",
      }),
    sourceEpoch: async () => undefined,
  };
}
