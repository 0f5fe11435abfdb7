/**
 * Runs npm scripts one after another and prints how many minutes each took: `node tools/phases.ts lint test:unit`.
 * Stops at the first that fails, with its exit code.
 */
import { spawnSync } from "node:child_process";

const rows: string[] = [];
for (const script of process.argv.slice(2)) {
  const start = performance.now();
  const { status } = spawnSync("npm", ["run", script], { stdio: "inherit" });
  const minutes = ((performance.now() - start) / 60_000).toFixed(1);
  rows.push(`${minutes.padStart(6)} min  ${script}${status === 0 ? "" : " (failed)"}`);
  if (status !== 0) {
    process.exitCode = status ?? 1;
    break;
  }
}
process.stdout.write(`\n${rows.join("\n")}\n`);
