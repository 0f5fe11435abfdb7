import type { OptGroup } from "./opt-source.ts";

/** The opt, and the build argument that wins over it. */
export const hostnameKeys = { opt: "hostname", arg: "build-arg:BUILDKIT_SANDBOX_HOSTNAME" } as const;

/** The host name inside every RUN; empty for the daemon's default. @mirrors frontend/dockerui/config.go Client.init */
export const hostname: OptGroup<{ readonly hostname: string }> = {
  keys: [hostnameKeys.opt, hostnameKeys.arg],
  read: ({ opts }) => ({ hostname: opts.get(hostnameKeys.arg) || opts.get(hostnameKeys.opt) || "" }),
};
