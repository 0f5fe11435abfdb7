import { readIgnoreFile } from "../../dockerfile/ignore/read-ignore-file.ts";
import { local } from "../../llb/sources.ts";
import { decodeUtf8 } from "../../text/utf8.ts";
import type { BuildSession } from "../build-session.ts";
import { wrapping } from "../error-message.ts";
import { messages } from "../messages.ts";
import { internalName } from "./internal-name.ts";
import { sessionOf } from "./local-context.ts";
import { readFileIfAny } from "./read-file.ts";
import { definitionOf, solveDefinition } from "./solve-state.ts";

export const ignoreFileName = ".dockerignore";

/** The bytes of an ignore file, and its path for messages. */
export interface IgnoreFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The patterns of an ignore file, in order. Throws with its path. */
export function ignorePatterns({ path, bytes }: IgnoreFile): readonly string[] {
  if (bytes.length === 0) return [];
  return wrapping(
    (reason) => messages.parseIgnoreFile(path, reason),
    () => readIgnoreFile(decodeUtf8(bytes)),
  );
}

/** The `.dockerignore` of a local main context, empty where there is none. @mirrors frontend/dockerui/config.go Client.dockerIgnorePatterns */
export async function loadIgnoreFile(session: BuildSession, localName: string): Promise<IgnoreFile> {
  const state = local(localName, {
    sessionId: sessionOf(session, localName),
    followPaths: [ignoreFileName],
    sharedKeyHint: `${localName}-${ignoreFileName}`,
    customName: internalName(`load ${ignoreFileName}`),
    differ: "none",
  });
  const ref = await solveDefinition(session, definitionOf(session, state));
  const bytes = await readFileIfAny(session.gateway, ref, ignoreFileName);
  return { path: ignoreFileName, bytes: bytes ?? new Uint8Array() };
}
