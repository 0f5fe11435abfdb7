import type { OptGroup } from "./opt-source.ts";

/** The keys by which daemon, client and forwarding frontends speak to a frontend. */
export const protocolKeys = {
  caps: "frontend.caps",
  cmdline: "cmdline",
  source: "source",
  syntaxArg: "build-arg:BUILDKIT_SYNTAX",
  request: "requestid",
} as const;

/** @mirrors frontend/dockerfile/builder/build.go Build */
export const protocol: OptGroup<{
  /** Capabilities the client needs of the frontend, comma-separated. */
  readonly frontendCaps: string;
  /** Whether another frontend forwarded this build: it is not forwarded again. */
  readonly forwarded: boolean;
  /** The frontend to forward to, in place of the file's own `# syntax=`. */
  readonly syntax: string | undefined;
  /** The subrequest asked for instead of a build. */
  readonly subrequest: string | undefined;
}> = {
  keys: Object.values(protocolKeys),
  read: ({ opts }) => ({
    frontendCaps: opts.get(protocolKeys.caps) ?? "",
    forwarded: opts.has(protocolKeys.cmdline),
    syntax: opts.get(protocolKeys.syntaxArg),
    subrequest: opts.get(protocolKeys.request),
  }),
};
