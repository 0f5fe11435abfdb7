import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findGo, type GoToolchain, minimumGo } from "../buildkit/go-programs.ts";
import { Failure, tell } from "../failure.ts";
import { messages } from "../messages.ts";
import { cache, places } from "../places.ts";
import { runStep } from "../run-command.ts";
import { patchReference, patchText } from "./patch-reference.ts";

const reference = "github.com/moby/buildkit";
const folder = join(cache, "oracle");
const copy = join(folder, "buildkit");

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
  const flags = kind === "oracle" ? [] : coverFlags;
  const key = programKey(go, flags);
  if (existsSync(program) && existsSync(stamp) && readFileSync(stamp, "utf8") === key) return program;
  tell(messages.goBuildStarts("the oracle"));
  mkdirSync(folder, { recursive: true });
  rmSync(stamp, { force: true });
  const moduleFile = await prepareModule(go);
  await runStep(go.program, ["build", "-trimpath", `-modfile=${moduleFile}`, ...flags, "-o", program, "."], {
    what: `go build of the ${kind}`,
    cwd: places.oracleModule,
    env: { CGO_ENABLED: "0" },
    timeoutSeconds: 40 * 60,
  });
  writeFileSync(stamp, key);
  return program;
}

/** The path of a go.mod, with its go.sum beside it, that takes the changed copy of the reference's module. */
async function prepareModule(go: GoToolchain): Promise<string> {
  const options = { cwd: places.oracleModule, timeoutSeconds: 10 * 60 };
  const what = "finding the reference's source";
  // Empty until it is downloaded.
  await runStep(go.program, ["mod", "download", reference], { ...options, what: "go mod download of the reference" });
  const released = await runStep(go.program, ["list", "-m", "-f", "{{.Dir}}", reference], { ...options, what });
  patchReference(released.trim(), copy);
  const moduleFile = join(folder, "go.mod");
  const lines = readFileSync(join(places.oracleModule, "go.mod"), "utf8");
  writeFileSync(moduleFile, `${lines}\nreplace ${reference} => ${copy}\n`);
  writeFileSync(join(folder, "go.sum"), readFileSync(join(places.oracleModule, "go.sum")));
  return moduleFile;
}

function programKey(go: GoToolchain, flags: readonly string[]): string {
  const hash = createHash("sha256");
  const files = readdirSync(places.oracleModule, { recursive: true, encoding: "utf8" });
  for (const name of files.filter((file) => /\.go$|^go\.(mod|sum)$/.test(file)).toSorted()) {
    hash.update(name).update(readFileSync(join(places.oracleModule, name)));
  }
  hash.update(patchText).update(JSON.stringify([flags, go.env["GOVERSION"], go.env["GOARCH"], copy]));
  return hash.digest("hex").slice(0, 16);
}
