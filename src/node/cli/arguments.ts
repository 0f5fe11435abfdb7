import { parseArgs } from "node:util";
import { messages } from "./messages.ts";

/** A mistake in the command line; its message is for the user. */
export class UsageError extends Error {}

/** How base images and other remote sources are looked up. */
export type ResolveKind = "buildkit" | "offline";

/** `dockerfile-llb dump`, as the command line gives it. */
export interface DumpArguments {
  /** Where the Dockerfile is: a path, `-` for stdin, or undefined for `Dockerfile` in the context. */
  readonly file: string | undefined;
  /** The main context: a directory, or a URL. */
  readonly context: string;
  /** Frontend opts, as a client of BuildKit would send them. */
  readonly opts: ReadonlyMap<string, string>;
  /** Directories of named contexts, by name. */
  readonly directories: ReadonlyMap<string, string>;
  readonly imageConfig: string | undefined;
  readonly baseImageConfig: string | undefined;
  readonly json: boolean;
  readonly resolve: ResolveKind | undefined;
  readonly help: boolean;
}

const dumpOptions = {
  file: { type: "string", short: "f" },
  target: { type: "string" },
  platform: { type: "string" },
  "build-arg": { type: "string", multiple: true },
  "build-context": { type: "string", multiple: true },
  label: { type: "string", multiple: true },
  "no-cache": { type: "boolean" },
  opt: { type: "string", multiple: true },
  "image-config": { type: "string" },
  "base-image-config": { type: "string" },
  json: { type: "boolean" },
  resolve: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/**
 * Returns the arguments of `dump`. A build argument without a value takes the one in `env`, and is left out where that
 * has none. Throws `UsageError`.
 */
export function parseDumpArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): DumpArguments {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) throw new UsageError(messages.tooManyPaths(positionals[1] as string));
  const opts = new Map<string, string>();
  if (values.target !== undefined) opts.set("target", values.target);
  if (values.platform !== undefined) opts.set("platform", values.platform);
  if (values["no-cache"] === true) opts.set("no-cache", "");
  for (const text of values["build-arg"] ?? []) {
    const [key, value = Object.hasOwn(env, key) ? env[key] : undefined] = pair(text);
    if (value !== undefined) opts.set(`build-arg:${key}`, value);
  }
  for (const text of values.label ?? []) {
    const [key, value = ""] = pair(text);
    opts.set(`label:${key}`, value);
  }
  const directories = new Map<string, string>();
  for (const text of values["build-context"] ?? []) addBuildContext(text, opts, directories);
  for (const text of values.opt ?? []) {
    const [key, value] = pair(text);
    if (value === undefined) throw new UsageError(messages.optWithoutValue(text));
    opts.set(key, value);
  }
  return {
    file: values.file,
    context: positionals[0] ?? ".",
    opts,
    directories,
    imageConfig: values["image-config"],
    baseImageConfig: values["base-image-config"],
    json: values.json ?? false,
    resolve: resolveKind(values.resolve),
    help: values.help ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: dumpOptions, allowPositionals: true });
  } catch (error) {
    throw new UsageError(messages.badOption((error as Error).message));
  }
}

/** `K=V` or `K`. */
function pair(text: string): [key: string, value: string | undefined] {
  const equals = text.indexOf("=");
  const key = equals < 0 ? text : text.slice(0, equals);
  if (key === "") throw new UsageError(messages.pairWithoutKey(text));
  return [key, equals < 0 ? undefined : text.slice(equals + 1)];
}

/** A directory becomes `local:NAME`, as buildx sends it; anything with a scheme is sent as it is. */
function addBuildContext(text: string, opts: Map<string, string>, directories: Map<string, string>): void {
  const [name, value] = pair(text);
  if (value === undefined || value === "") throw new UsageError(messages.contextWithoutValue(text));
  if (isRemote(value)) {
    opts.set(`context:${name}`, value);
  } else {
    opts.set(`context:${name}`, `local:${name}`);
    directories.set(name, value);
  }
}

/** True for what names a source by URL or scheme rather than a directory of this machine. */
export function isRemote(context: string): boolean {
  return /^[a-z][a-z0-9+-]*:\/\//.test(context) || context.startsWith("git@") || context.startsWith("github.com/");
}

function resolveKind(text: string | undefined): ResolveKind | undefined {
  if (text === undefined || text === "buildkit" || text === "offline") return text;
  throw new UsageError(messages.unknownResolve(text));
}
