import { type OptGroup, optsByPrefix } from "./opt-source.ts";

const prefix = "build-arg:";

/** Build arguments by name; those that mean something to the frontend stay among them. @mirrors frontend/dockerui/attr.go filter */
export const buildArgs: OptGroup<{ readonly buildArgs: ReadonlyMap<string, string> }> = {
  keys: [prefix],
  read: ({ opts }) => ({ buildArgs: optsByPrefix(opts, prefix) }),
};
