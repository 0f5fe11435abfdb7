/** Writes the frontend of the image, with all that it imports, as one file: dist/frontend/frontend.mjs. */
import { build } from "esbuild";
import { bundleOptions } from "./bundle-options.ts";

// Also runs inside the image's build, where nothing but its options lies beside it.
await build({
  ...bundleOptions,
  entryPoints: ["src/node/frontend.ts"],
  outfile: "dist/frontend/frontend.mjs",
  minify: true,
  target: "node24",
}).catch(() => {
  // esbuild has said what is wrong.
  process.exitCode = 1;
});
