/** Writes the frontend of the image, with all that it imports, as one file: dist/frontend/frontend.mjs. */
import { join, resolve } from "node:path";
import { build } from "esbuild";

// Also runs inside the image's build, where this is the only file of its folder: it imports nothing of ours.
const repository = resolve(import.meta.dirname, "..");

await build({
  absWorkingDir: repository,
  entryPoints: [join(repository, "src/node/frontend.ts")],
  outfile: join(repository, "dist/frontend/frontend.mjs"),
  bundle: true,
  minify: true,
  platform: "node",
  target: "node24",
  format: "esm",
  conditions: ["source"],
  // Packages in CommonJS ask for Node's own modules with require, which a module does not have.
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  logLevel: "warning",
}).catch(() => {
  // esbuild has said what is wrong.
  process.exitCode = 1;
});
