import { existsSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../failure.ts";
import { findProgram } from "../find-program.ts";
import { messages } from "../messages.ts";
import { places } from "../places.ts";

/** The path of BuildKit's client: the one that `buildkit:up` built, else the one in PATH; a Failure without either. */
export function buildctlProgram(): string {
  return requireProgram(places.daemonPrograms, "buildctl");
}

/** The path of buildx, as for `buildctlProgram`. */
export function buildxProgram(): string {
  return requireProgram(places.daemonPrograms, "buildx");
}

/** The path of the reference frontend itself, as it runs inside its image. */
export function referenceFrontendProgram(): string {
  return requireProgram(places.oraclePrograms, "dockerfile-frontend");
}

function requireProgram(folder: string, name: string): string {
  const built = join(folder, name);
  const found = existsSync(built) ? built : findProgram(name);
  if (found === undefined) throw new Failure(messages.noProgram(name));
  return found;
}
