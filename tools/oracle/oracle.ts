/**
 * Asks the reference: `npm run -s oracle` answers the conformance protocol on stdin and stdout, with `-- -bench FILE` it
 * measures. `npm run -s oracle:cover` answers too and, at the end, writes to stderr which part of the reference's
 * statements ran, per package; its counters are added to those of earlier runs in $GOCOVERDIR, where that is set.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitOnFailure, tell } from "../failure.ts";
import { findProgram } from "../find-program.ts";
import { runStep } from "../run-command.ts";
import { buildOracle, coveredPackages } from "./oracle-program.ts";

async function oracle(): Promise<void> {
  const args = process.argv.slice(2);
  if (args[0] !== "--cover") {
    process.exitCode = await run(await buildOracle("oracle"), args, {});
    return;
  }
  const program = await buildOracle("oracle-cover");
  const counters = process.env["GOCOVERDIR"] ?? mkdtempSync(join(tmpdir(), "dockerfile-llb-cover-"));
  mkdirSync(counters, { recursive: true });
  process.exitCode = await run(program, args.slice(1), { GOCOVERDIR: counters });
  const percent = await runStep(
    findProgram("go") ?? "go",
    ["tool", "covdata", "percent", `-i=${counters}`, `-pkg=${coveredPackages.join(",")}`],
    { what: "go tool covdata", timeoutSeconds: 60 },
  );
  tell(percent.trimEnd());
}

function run(program: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "inherit", env: { ...process.env, ...env } });
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

await exitOnFailure(oracle);
