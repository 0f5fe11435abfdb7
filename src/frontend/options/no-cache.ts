import type { OptGroup } from "./opt-source.ts";

const key = "no-cache";

/** Stages whose cache is ignored; an empty value means all. @mirrors frontend/dockerui/config.go Client.IsNoCache */
export const noCache: OptGroup<{ readonly noCache: "all" | readonly string[] }> = {
  keys: [key],
  read({ opts }) {
    const text = opts.get(key);
    if (text === undefined) return { noCache: [] };
    return { noCache: text === "" ? "all" : text.split(",") };
  },
};
