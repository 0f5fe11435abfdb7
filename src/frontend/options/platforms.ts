import { normalizePlatform, type Platform, parsePlatform } from "../../oci/platform.ts";
import { wrapping } from "../error-message.ts";
import { messages } from "../messages.ts";
import type { OptGroup } from "./opt-source.ts";

const key = "platform";

/**
 * The platforms to build for (none where the client names none) and the build node's own.
 * @mirrors frontend/dockerui/config.go Client.init, attr.go parsePlatforms
 */
export const platforms: OptGroup<{
  readonly buildPlatforms: readonly Platform[];
  readonly targetPlatforms: readonly Platform[];
}> = {
  keys: [key],
  read({ opts, workers, defaultPlatform }) {
    const text = opts.get(key) ?? "";
    return {
      buildPlatforms: [workers[0]?.platforms[0] ?? normalizePlatform(defaultPlatform, defaultPlatform)],
      targetPlatforms: text === "" ? [] : text.split(",").map((name) => targetPlatform(name, defaultPlatform)),
    };
  },
};

function targetPlatform(text: string, host: Platform): Platform {
  const parsed = wrapping(
    (reason) => messages.targetPlatform(text, reason),
    () => parsePlatform(text, host),
  );
  return normalizePlatform(parsed, host);
}
