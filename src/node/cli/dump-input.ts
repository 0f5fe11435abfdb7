import { readFileSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { type DumpArguments, isRemote } from "./arguments.ts";
import { directoryFiles, type LocalFiles, memoryFile } from "./local-files.ts";
import { messages } from "./messages.ts";

/** What a compilation is given: the files a client would send, by the name of their local source, and its opts. */
export interface DumpInput {
  readonly locals: ReadonlyMap<string, LocalFiles>;
  readonly opts: ReadonlyMap<string, string>;
  /** The Dockerfile's path within the local source `dockerfile`. */
  readonly filename: string;
}

const stdin = "-";

/**
 * Returns what the command line names, as a client of BuildKit would send it. Reads stdin where that is the Dockerfile.
 * Throws an Error for a directory that is not there.
 */
export function dumpInput(args: DumpArguments): DumpInput {
  // Dump is the frontend that a `# syntax=` line asks for: the build is not passed on.
  const opts = new Map([["cmdline", ""], ...args.opts]);
  const locals = new Map<string, LocalFiles>();
  for (const [name, path] of args.directories) locals.set(name, directory(path));
  if (isRemote(args.context)) opts.set("context", args.context);
  else locals.set("context", directory(args.context));
  const dockerfile = dockerfileOf(args);
  if (dockerfile !== undefined) {
    locals.set("dockerfile", dockerfile.files);
    if (isRemote(args.context)) opts.set("dockerfilekey", "dockerfile");
    if (!args.opts.has("filename")) opts.set("filename", dockerfile.filename);
  }
  return { locals, opts, filename: opts.get("filename") ?? "Dockerfile" };
}

/** Undefined where the Dockerfile is in a remote context. */
function dockerfileOf({ file, context }: DumpArguments): { files: LocalFiles; filename: string } | undefined {
  const filename = "Dockerfile";
  if (file === stdin) return { files: memoryFile(filename, readStdin()), filename };
  if (file !== undefined) return { files: directoryFiles(dirname(file)), filename: basename(file) };
  return isRemote(context) ? undefined : { files: directoryFiles(context), filename };
}

function readStdin(): Uint8Array {
  try {
    return readFileSync(0);
  } catch (error) {
    throw new Error(messages.cannotRead("stdin", (error as Error).message));
  }
}

function directory(path: string): LocalFiles {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw new Error(messages.noDirectory(path));
  return directoryFiles(path);
}
