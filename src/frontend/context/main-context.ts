import { fromDefinition } from "../../llb/definition-state.ts";
import { http, scratch } from "../../llb/sources.ts";
import type { State } from "../../llb/state.ts";
import { isArchive } from "../../sources/archive.ts";
import type { BuildSession } from "../build-session.ts";
import { wrappingLater } from "../error-message.ts";
import { messages } from "../messages.ts";
import { gitContext } from "./git-context.ts";
import { internalName } from "./internal-name.ts";
import { definitionOf, solveDefinition } from "./solve-state.ts";

/** The local that holds the main context, unless it is remote or an input. */
export const contextLocal = "context";
const dockerfileLocal = "dockerfile";
const downloadName = "context";
/** Bytes enough to tell an archive from a Dockerfile. */
const sniffedBytes = 1024;

/** Where the main context and the Dockerfile come from, once the client's opts and inputs are looked through. */
export interface MainContext {
  /** A context that is no local. */
  readonly state?: State;
  /** Where the Dockerfile lies, unless it is a local of its own. */
  readonly dockerfile?: State;
  readonly dockerfileLocal: string;
  /** Path of the Dockerfile in its source. */
  readonly filename: string;
}

/**
 * Finds the main context: a git URL, an http URL (an archive, or a Dockerfile alone), an input, else a local.
 * @mirrors frontend/dockerui/context.go Client.initContext
 */
export async function findMainContext(session: BuildSession): Promise<MainContext> {
  const { contexts, gitAdvice } = session.config;
  const found = await (async () => {
    const { keepGitDir, epochAsked } = contexts;
    const git = gitContext(contexts.remote, { keepGitDir, commitTime: epochAsked, advice: gitAdvice });
    if (git !== undefined) return { state: git, dockerfile: git };
    if (isHttpUrl(contexts.remote)) return await httpContext(session);
    if (session.gateway.caps.supports("frontend.inputs")) return await inputContext(session);
    return {};
  })();
  const base = { dockerfileLocal: contexts.dockerfileLocal ?? dockerfileLocal, filename: contexts.filename };
  const { dockerfile, ...rest } = found;
  const main: MainContext = {
    ...base,
    ...rest,
    ...(dockerfile === undefined || contexts.dockerfileLocal !== undefined ? {} : { dockerfile }),
  };
  if (main.state === undefined || contexts.subdir === undefined) return main;
  return { ...main, state: subdirectory(main.state, contexts.subdir) };
}

/** Whether a text starts as an http URL. @mirrors frontend/dockerui/context.go DetectHTTPContext */
function isHttpUrl(text: string): boolean {
  return text.startsWith("http://") || text.startsWith("https://");
}

type Found = Partial<Pick<MainContext, "state" | "dockerfile" | "filename">>;

async function httpContext(session: BuildSession): Promise<Found> {
  const { gateway, config } = session;
  const file = http(config.contexts.remote, {
    filename: downloadName,
    customName: internalName("load remote build context"),
  });
  const ref = await wrappingLater(messages.resolveHttpContext, () =>
    solveDefinition(session, definitionOf(session, file)),
  );
  const start = await wrappingLater(messages.readHttpContext, () =>
    gateway.readFile(ref, downloadName, { offset: 0, length: sniffedBytes }),
  );
  if (!isArchive(start)) return { state: file, dockerfile: file, filename: downloadName };
  const unpacked = scratch().file([
    { kind: "copy", source: file, src: `/${downloadName}`, dest: "/", attemptUnpack: true },
  ]);
  return { state: unpacked, dockerfile: unpacked };
}

async function inputContext(session: BuildSession): Promise<Found> {
  const inputs = await wrappingLater(messages.inputs, () => inputStates(session));
  const state = inputs.get(contextLocal);
  const dockerfile = inputs.get(session.config.contexts.dockerfileLocal ?? dockerfileLocal);
  return { ...(state === undefined ? {} : { state }), ...(dockerfile === undefined ? {} : { dockerfile }) };
}

/** The client's inputs as states, by name. */
export async function inputStates({ gateway }: BuildSession): Promise<ReadonlyMap<string, State>> {
  const inputs = new Map<string, State>();
  for (const [name, definition] of await gateway.inputs()) inputs.set(name, fromDefinition(definition));
  return inputs;
}

function subdirectory(state: State, directory: string): State {
  return scratch().file([{ kind: "copy", source: state, src: directory, dest: "/", copyDirContentsOnly: true }]);
}
