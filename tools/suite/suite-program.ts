import { createHash } from "node:crypto";
import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findGo, minimumGo } from "../buildkit/go-programs.ts";
import { Failure, tell } from "../failure.ts";
import { messages as toolMessages } from "../messages.ts";
import { cache, places } from "../places.ts";
import { runStep } from "../run-command.ts";
import { messages } from "./messages.ts";
import { patchSuite, patchText } from "./patch-suite.ts";

const reference = "github.com/moby/buildkit";

/** Where the suite keeps its source, its program, its base images and what it answered. */
export const suiteFolder: string = join(cache, "suite");

export interface SuiteProgram {
  readonly program: string;
  /** The folder that the program runs in, for it reads files beside its source. */
  readonly folder: string;
  readonly go: string;
}

/** The reference's integration suite as a program, compiled unless that is done; a Failure without Go. */
export async function buildSuite(): Promise<SuiteProgram> {
  const go = await findGo();
  if (go === undefined) throw new Failure(toolMessages.goMissing(minimumGo));
  const options = { cwd: places.oracleModule, timeoutSeconds: 10 * 60 };
  await runStep(go.program, ["mod", "download", reference], { ...options, what: "go mod download of the reference" });
  const released = await runStep(go.program, ["list", "-m", "-f", "{{.Dir}}", reference], {
    ...options,
    what: "finding the reference's source",
  });
  const key = createHash("sha256")
    .update(`${released.trim()}\0${patchText}\0${go.env["GOVERSION"]}`)
    .digest("hex")
    .slice(0, 16);
  const module = join(suiteFolder, `module-${key}`);
  const suite = { program: join(module, "suite.test"), folder: join(module, "frontend/dockerfile"), go: go.program };
  if (existsSync(suite.program)) return suite;
  tell(messages.buildingSuite());
  for (const name of existsSync(suiteFolder) ? readdirSync(suiteFolder) : []) {
    if (name.startsWith("module-")) rmSync(join(suiteFolder, name), { recursive: true, force: true });
  }
  patchSuite(released.trim(), module);
  const draft = `${suite.program}.part`;
  await runStep(
    "nice",
    ["-n", "10", go.program, "test", "-c", "-mod=mod", "-trimpath", "-o", draft, "./frontend/dockerfile"],
    {
      what: "go test -c of the suite",
      cwd: module,
      env: { CGO_ENABLED: "0" },
      timeoutSeconds: 40 * 60,
    },
  );
  renameSync(draft, suite.program);
  return suite;
}
