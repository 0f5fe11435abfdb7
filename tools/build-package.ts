/** Builds what npm publishes into dist/: JavaScript, types, and the generated wire code. */
import { chmodSync, cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./places.ts";
import { runStep } from "./run-command.ts";

const dist = join(repository, "dist");
for (const part of ["src", "grammar", "proto"]) rmSync(join(dist, part), { recursive: true, force: true });
await runStep("tsc", ["-p", "tools/tsconfig.package.json"], { what: "tsc of the package", timeoutSeconds: 300 });
cpSync(join(repository, "proto/gen"), join(dist, "proto/gen"), { recursive: true });
chmodSync(join(dist, "src/node/cli/main.js"), 0o755);
