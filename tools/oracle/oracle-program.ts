import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findGo, type GoToolchain, minimumGo } from "../buildkit/go-programs.ts";
import { Failure, tell } from "../failure.ts";
import { messages } from "../messages.ts";
import { cache, places } from "../places.ts";
import { runStep } from "../run-command.ts";
import { patchReference, patchText } from "./patch-reference.ts";

const reference = "github.com/moby/buildkit";
const folder = join(cache, "oracle");

/** The packages of the language, whose statements a coverage run counts. */
export const coveredPackages: readonly string[] = [
  "parser",
  "instructions",
  "shell",
  "linter",
  "dockerfile2llb",
  "dfgitutil",
].map((name) => `${reference}/frontend/dockerfile/${name}`);

// Counters are written at the end only where the main package counts too.
const coverFlags = ["-cover", `-coverpkg=${[".", ...coveredPackages].join(",")}`];

/** How a program is built: as it is, or so that it counts which statements of the reference run. */
export type OracleKind = "oracle" | "oracle-cover";

/** The path of the oracle's program, built with the machine's Go unless that is done; a Failure without Go. */
export async function buildOracle(kind: OracleKind): Promise<string> {
  const go = await findGo();
  if (go === undefined) throw new Failure(messages.goMissing(minimumGo));
  const program = join(folder, kind);
  const stamp = `${program}.key`;
  const flags = ["-trimpath", ...(kind === "oracle" ? [] : coverFlags)];
  const key = programKey(go, flags);
  if (existsSync(program) && existsSync(stamp) && readFileSync(stamp, "utf8") === key) return program;
  tell(messages.goBuildStarts("the oracle"));
  const module = await prepareModule(go);
  // Whole when it gets its name: another process may be building or running it.
  const draft = `${program}.${process.pid}`;
  await runStep(go.program, ["build", `-modfile=${join(module, "go.mod")}`, ...flags, "-o", draft, "."], {
    what: `go build of the ${kind}`,
    cwd: places.oracleModule,
    env: { CGO_ENABLED: "0" },
    timeoutSeconds: 40 * 60,
  });
  renameSync(draft, program);
  writeFileSync(stamp, key);
  return program;
}

/** A folder with a go.mod and go.sum that take the changed copy of the reference's module, which is beside them. */
async function prepareModule(go: GoToolchain): Promise<string> {
  const key = digest([readModuleFile("go.mod"), readModuleFile("go.sum"), patchText]);
  const module = join(folder, `module-${key}`);
  if (existsSync(module)) return module;
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (name.startsWith("module-")) rmSync(join(folder, name), { recursive: true, force: true });
  }
  const options = { cwd: places.oracleModule, timeoutSeconds: 10 * 60 };
  await runStep(go.program, ["mod", "download", reference], { ...options, what: "go mod download of the reference" });
  const released = await runStep(go.program, ["list", "-m", "-f", "{{.Dir}}", reference], {
    ...options,
    what: "finding the reference's source",
  });
  const draft = join(folder, `draft-${process.pid}`);
  patchReference(released.trim(), join(draft, "buildkit"));
  const replace = `replace ${reference} => ${join(module, "buildkit")}`;
  writeFileSync(join(draft, "go.mod"), `${readModuleFile("go.mod")}\n${replace}\n`);
  writeFileSync(join(draft, "go.sum"), readModuleFile("go.sum"));
  if (existsSync(module)) rmSync(draft, { recursive: true });
  else renameSync(draft, module);
  return module;
}

function programKey(go: GoToolchain, flags: readonly string[]): string {
  const files = readdirSync(places.oracleModule, { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => /\.go$|^go\.(mod|sum)$/.test(file)).toSorted();
  const toolchain = [go.env["GOVERSION"], go.env["GOARCH"]];
  return digest([
    ...sources.flatMap((name) => [name, readModuleFile(name)]),
    patchText,
    JSON.stringify([flags, toolchain]),
  ]);
}

function readModuleFile(name: string): string {
  return readFileSync(join(places.oracleModule, name), "utf8");
}

function digest(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 16);
}
