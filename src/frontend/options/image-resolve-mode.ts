import { messages } from "../messages.ts";
import type { OptGroup } from "./opt-source.ts";

const key = "image-resolve-mode";

/** Whether base images are asked for anew. @mirrors frontend/dockerui/attr.go parseResolveMode */
export const imageResolveMode: OptGroup<{ readonly imageResolveMode: "default" | "pull" | "local" }> = {
  keys: [key],
  read({ opts }) {
    const text = opts.get(key) ?? "";
    if (text === "" || text === "default") return { imageResolveMode: "default" };
    if (text === "pull" || text === "local") return { imageResolveMode: text };
    throw new Error(messages.resolveMode(text));
  },
};
