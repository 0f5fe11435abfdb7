import { resolve } from "node:path";
import type { BuildOptions } from "esbuild";

/** How the frontend and all it imports become one file of JavaScript, for Node. */
export const bundleOptions: BuildOptions = {
  absWorkingDir: resolve(import.meta.dirname, "..", ".."),
  bundle: true,
  platform: "node",
  format: "esm",
  conditions: ["source"],
  // Its build for Node brings worker threads, which nothing here uses.
  alias: { fflate: "fflate/browser" },
  // Packages in CommonJS ask for Node's own modules with require, which a module does not have.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
  logLevel: "warning",
};
