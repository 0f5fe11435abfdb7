import { type OptGroup, optsByPrefix } from "./opt-source.ts";

const prefix = "label:";

/** Labels of the final image by name. @mirrors frontend/dockerui/attr.go filter */
export const labels: OptGroup<{ readonly labels: ReadonlyMap<string, string> }> = {
  keys: [prefix],
  read: ({ opts }) => ({ labels: optsByPrefix(opts, prefix) }),
};
