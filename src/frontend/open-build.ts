import type { BuildSession } from "./build-session.ts";
import { type IgnoreFile, loadIgnoreFile } from "./context/ignore-file.ts";
import { contextLocal, findMainContext, type MainContext } from "./context/main-context.ts";
import { type NamedContexts, namedContexts } from "./context/named/named-contexts.ts";
import { type Entrypoint, readEntrypoint } from "./entrypoint.ts";
import { type ImageLookup, imageLookup } from "./image-lookup.ts";

/** A build whose Dockerfile was read, with what its compilations share. */
export interface OpenBuild {
  readonly session: BuildSession;
  readonly main: MainContext;
  readonly entrypoint: Entrypoint;
  readonly images: ImageLookup;
  readonly named: NamedContexts;
  /** The ignore file of a local main context: the Dockerfile's own, else the context's. Read once. */
  readonly ignoreFile: () => Promise<IgnoreFile>;
}

/** Finds the main context and reads the Dockerfile. */
export async function openBuild(session: BuildSession): Promise<OpenBuild> {
  const main = await findMainContext(session);
  const entrypoint = await readEntrypoint(session, main);
  const images = imageLookup(session.gateway);
  return {
    session,
    main,
    entrypoint,
    images,
    named: namedContexts({ session, images }),
    ignoreFile: ignoreFileOnce(session, entrypoint),
  };
}

/** What fails is asked for anew, as the reference does. */
function ignoreFileOnce(session: BuildSession, { ignoreFile }: Entrypoint): () => Promise<IgnoreFile> {
  let asked: Promise<IgnoreFile> | undefined = ignoreFile && Promise.resolve(ignoreFile);
  return async () => {
    asked ??= loadIgnoreFile(session, contextLocal);
    try {
      return await asked;
    } catch (error) {
      asked = undefined;
      throw error;
    }
  };
}
