import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { referenceFrontendProgram } from "../tools/buildkit/client-programs.ts";
import { frontendCommand } from "../tools/snapshot/frontend-command.ts";
import type { Sides } from "./side.ts";

/** Program and arguments of a frontend. */
export type Command = readonly string[];

/** What an able daemon tells a frontend of itself by the environment. */
export const buildEnvironment: Readonly<Record<string, string>> = {
  BUILDKIT_SESSION_ID: "bench",
  BUILDKIT_WORKERS: '[{"ID":"bench","Platforms":[{"architecture":"amd64","os":"linux"}]}]',
  BUILDKIT_EXPORTEDPRODUCT: "buildkit",
};

/** What is measured of both frontends as programs of this machine; ours is made anew for it. */
export async function withFrontends<T>(measure: (commands: Sides<Command>) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "dockerfile-llb-bench-"));
  try {
    return await measure({ ours: await frontendCommand(folder), reference: [referenceFrontendProgram()] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
