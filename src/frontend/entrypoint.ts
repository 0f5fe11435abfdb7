import type { Ref, SourceInfo } from "../gateway/gateway.ts";
import { base, dir, join } from "../go/path.ts";
import { head } from "../llb/definition.ts";
import { local } from "../llb/sources.ts";
import type { State } from "../llb/state.ts";
import type { BuildSession } from "./build-session.ts";
import type { IgnoreFile } from "./context/ignore-file.ts";
import { internalName } from "./context/internal-name.ts";
import { sessionOf } from "./context/local-context.ts";
import type { MainContext } from "./context/main-context.ts";
import { FileTooLarge, readFile, readFileIfAny } from "./context/read-file.ts";
import { definitionOf, solveDefinition } from "./context/solve-state.ts";
import { wrapping, wrappingLater } from "./error-message.ts";
import { messages } from "./messages.ts";

const defaultName = "Dockerfile";
const lowerName = "dockerfile";
const language = "Dockerfile";

/** The Dockerfile of a build, and the ignore file that stands beside it, if any. */
export interface Entrypoint {
  readonly source: SourceInfo;
  /** Digest of the vertex that loads the file: warnings belong to it. */
  readonly vertex: string;
  readonly ignoreFile?: IgnoreFile;
}

/** Reads the Dockerfile, from the main context or a local of its own. @mirrors frontend/dockerui/config.go Client.ReadEntrypoint */
export async function readEntrypoint(session: BuildSession, main: MainContext): Promise<Entrypoint> {
  const { filename } = main;
  const state = main.dockerfile ?? localDockerfile(session, main);
  const definition = wrapping(messages.marshalLocal, () => definitionOf(session, state));
  const ref = await wrappingLater(messages.resolveDockerfile, () => solveDefinition(session, definition));
  const data = await wrappingLater(messages.readDockerfile, () => readDockerfile(session, ref, filename));
  const ignorePath = `${filename}.dockerignore`;
  const ignored = await readFileIfAny(session.gateway, ref, ignorePath);
  return {
    source: { filename, language, data, definition },
    vertex: head(definition),
    // An empty file arrives as none does, and the context's own ignore file counts then.
    ...(ignored === undefined || ignored.length === 0 ? {} : { ignoreFile: { path: ignorePath, bytes: ignored } }),
  };
}

function localDockerfile(session: BuildSession, { filename, dockerfileLocal }: MainContext): State {
  const paths = [filename, `${filename}.dockerignore`];
  if (base(filename) === defaultName) paths.push(lowerCased(filename));
  return local(dockerfileLocal, {
    followPaths: paths,
    sessionId: sessionOf(session, dockerfileLocal),
    sharedKeyHint: dockerfileLocal,
    customName: internalName(`load build definition from ${filename}`),
    differ: "none",
  });
}

/** The file; `Dockerfile` may also be `dockerfile`, unless it is there and too large. */
async function readDockerfile({ gateway }: BuildSession, ref: Ref, filename: string): Promise<Uint8Array> {
  try {
    return await readFile(gateway, ref, filename);
  } catch (error) {
    if (base(filename) !== defaultName || error instanceof FileTooLarge) throw error;
    try {
      return await readFile(gateway, ref, lowerCased(filename));
    } catch {
      throw error;
    }
  }
}

function lowerCased(filename: string): string {
  return join(dir(filename), lowerName);
}
