import { messages } from "../messages.ts";
import type { OptGroup } from "./opt-source.ts";

const key = "force-network-mode";

/** The network of a RUN that names none. @mirrors frontend/dockerui/attr.go parseNetMode */
export const networkMode: OptGroup<{ readonly networkMode: "sandbox" | "host" | "none" }> = {
  keys: [key],
  read({ opts }) {
    const text = opts.get(key) ?? "";
    if (text === "") return { networkMode: "sandbox" };
    if (text === "none" || text === "host" || text === "sandbox") return { networkMode: text };
    throw new Error(messages.networkMode(text));
  },
};
