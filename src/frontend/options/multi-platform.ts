import { parseBool } from "../../go/parse-number.ts";
import { messages } from "../messages.ts";
import type { OptGroup } from "./opt-source.ts";

/** The opt, and the build argument that wins over it. */
export const multiPlatformKeys = { opt: "multi-platform", arg: "build-arg:BUILDKIT_MULTI_PLATFORM" } as const;

/** Whether the result has one entry a platform, even for a single one. @mirrors frontend/dockerui/config.go Client.init */
export const multiPlatform: OptGroup<{ readonly multiPlatform: boolean }> = {
  keys: [multiPlatformKeys.opt, multiPlatformKeys.arg],
  read({ opts }) {
    const several = (opts.get("platform") ?? "").includes(",");
    const text = opts.get(multiPlatformKeys.arg) || opts.get(multiPlatformKeys.opt) || "";
    if (text === "") return { multiPlatform: several };
    const wanted = readBool(text);
    if (!wanted && several) throw new Error(messages.multiPlatformConflict);
    return { multiPlatform: wanted };
  },
};

function readBool(text: string): boolean {
  try {
    return parseBool(text);
  } catch (error) {
    throw new Error(messages.multiPlatform(text), { cause: error });
  }
}
