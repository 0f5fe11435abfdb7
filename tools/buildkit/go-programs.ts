import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure, tell } from "../failure.ts";
import { findProgram } from "../find-program.ts";
import { messages } from "../messages.ts";
import { places } from "../places.ts";
import { runCommand, runStep } from "../run-command.ts";

/** What the machine's Go says of itself; `GOVERSION` is like "go1.26.8". */
export interface GoToolchain {
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
}

interface GoModule {
  readonly what: string;
  readonly folder: string;
  readonly programs: readonly string[];
  readonly binFolder: string;
  readonly flags: readonly string[];
}

/** The oldest Go that builds BuildKit. */
export const minimumGo = "1.26.8";

const daemonModule: GoModule = {
  what: "BuildKit's daemon and clients",
  folder: places.daemonModule,
  programs: ["buildkitd", "buildctl", "buildx"],
  binFolder: places.daemonPrograms,
  flags: ["-trimpath", "-ldflags=-s -w"],
};

const oracleModule: GoModule = {
  what: "the reference frontend",
  folder: places.oracleModule,
  programs: ["dockerfile-frontend"],
  binFolder: places.oraclePrograms,
  // As its own release is built: not stripped, so that sizes and start times compare with the published image.
  flags: ["-trimpath", "-ldflags=-d", "-tags=netgo,static_build,osusergo"],
};

/** The machine's Go; undefined where there is none, a Failure where it is too old. */
export async function findGo(): Promise<GoToolchain | undefined> {
  const program = findProgram("go");
  if (program === undefined) return undefined;
  // Asked inside the module: its go line may make an older Go fetch the one that is needed.
  const result = await runCommand(program, ["env", "-json"], { cwd: places.daemonModule, timeoutSeconds: 300 });
  const env: Record<string, string> = result.code === 0 ? JSON.parse(result.stdout.toString("utf8")) : {};
  const version = env["GOVERSION"] ?? "an unknown version";
  if (!isAtLeast(version, minimumGo)) throw new Failure(messages.goTooOld(version, minimumGo));
  return { program, env };
}

/** Builds the daemon and the clients, unless that is done; returns a key that changes with them. */
export function buildDaemonPrograms(go: GoToolchain): Promise<string> {
  return buildModule(go, daemonModule);
}

/** Builds the reference frontend, unless that is done; returns a key that changes with it. */
export function buildReferenceProgram(go: GoToolchain): Promise<string> {
  return buildModule(go, oracleModule);
}

async function buildModule(go: GoToolchain, module: GoModule): Promise<string> {
  const key = moduleKey(go, module);
  const stamp = join(module.binFolder, "key");
  const isBuilt =
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === key &&
    module.programs.every((name) => existsSync(join(module.binFolder, name)));
  if (isBuilt) return key;
  tell(messages.goBuildStarts(module.what));
  rmSync(module.binFolder, { recursive: true, force: true });
  mkdirSync(module.binFolder, { recursive: true });
  await runStep(go.program, ["build", ...module.flags, "-o", `${module.binFolder}/`, "tool"], {
    what: `go build of ${module.what}`,
    cwd: module.folder,
    env: { CGO_ENABLED: "0" },
    timeoutSeconds: 40 * 60,
  });
  writeFileSync(stamp, key);
  return key;
}

function moduleKey(go: GoToolchain, module: GoModule): string {
  const hash = createHash("sha256");
  for (const name of ["go.mod", "go.sum"]) hash.update(readFileSync(join(module.folder, name)));
  hash.update(JSON.stringify([module.flags, module.programs, go.env["GOVERSION"], go.env["GOARCH"]]));
  return hash.digest("hex").slice(0, 16);
}

function isAtLeast(version: string, minimum: string): boolean {
  const numbers = (text: string) => text.match(/\d+/g)?.map(Number) ?? [];
  const found = numbers(version);
  const wanted = numbers(minimum);
  const differs = wanted.findIndex((number, index) => (found[index] ?? 0) !== number);
  return differs === -1 || (found[differs] ?? 0) > (wanted[differs] ?? 0);
}
