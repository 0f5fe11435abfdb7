import { parseBool } from "../../go/parse-number.ts";
import { type OptGroup, optsByPrefix } from "./opt-source.ts";

const contextKey = "contextkey";
const dockerfileKey = "dockerfilekey";
const filenameKey = "filename";
const subdirKey = "contextsubdir";
const keepGitDirArg = "build-arg:BUILDKIT_CONTEXT_KEEP_GIT_DIR";
const epochArg = "build-arg:SOURCE_DATE_EPOCH";
const namedPrefix = "context:";
const inputMetadataPrefix = "input-metadata:";
const sharedKeyPrefix = "sharedkey:localdir:";
const sessionPrefix = "local-sessionid:";

/** Where the main context, the named contexts and the Dockerfile come from. */
export interface ContextOptions {
  /** What the main context's opt holds: a git or http URL makes it remote. */
  readonly remote: string;
  /** Path of the Dockerfile in its source. */
  readonly filename: string;
  /** The local that the Dockerfile must come from, whatever the main context is. */
  readonly dockerfileLocal: string | undefined;
  /** The directory of a remote context or input that is the context. */
  readonly subdir: string | undefined;
  readonly keepGitDir: boolean;
  /** Whether the client asks for a source date: git contexts then have their commit's time. */
  readonly epochAsked: boolean;
  /** Sources of named contexts by `name` or `name::platform`. */
  readonly named: ReadonlyMap<string, string>;
  /** JSON of metadata by input. */
  readonly inputMetadata: ReadonlyMap<string, string>;
  /** Keys that let locals of different sessions share files, by context name. */
  readonly sharedKeys: ReadonlyMap<string, string>;
  /** Sessions of locals that are not the build's own, by local name. */
  readonly sessions: ReadonlyMap<string, string>;
}

/** @mirrors frontend/dockerui/context.go Client.initContext, namedcontext.go, attr.go parseLocalSessionIDs */
export const contexts: OptGroup<{ readonly contexts: ContextOptions }> = {
  keys: [
    contextKey,
    "context",
    dockerfileKey,
    filenameKey,
    subdirKey,
    keepGitDirArg,
    epochArg,
    namedPrefix,
    inputMetadataPrefix,
    sharedKeyPrefix,
    sessionPrefix,
  ],
  read({ opts }) {
    return {
      contexts: {
        remote: opts.get(opts.get(contextKey) ?? "context") ?? "",
        filename: opts.get(filenameKey) ?? "Dockerfile",
        dockerfileLocal: opts.get(dockerfileKey),
        subdir: opts.get(subdirKey),
        keepGitDir: isTrue(opts.get(keepGitDirArg) ?? ""),
        epochAsked: (opts.get(epochArg) ?? "") !== "",
        named: optsByPrefix(opts, namedPrefix),
        inputMetadata: optsByPrefix(opts, inputMetadataPrefix),
        sharedKeys: optsByPrefix(opts, sharedKeyPrefix),
        sessions: optsByPrefix(opts, sessionPrefix),
      },
    };
  },
};

function isTrue(text: string): boolean {
  try {
    return parseBool(text);
  } catch {
    // What is no boolean counts as not given.
    return false;
  }
}
