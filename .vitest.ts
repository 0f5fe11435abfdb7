import { defineConfig } from "vitest/config";

// Tests import the sources, never dist/: the condition "source" of package.json's imports and exports.
const conditions = ["source", "node", "import", "module", "default"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { root: import.meta.dirname, include: ["{src,grammar,proto,tools,bench}/**/*.test.ts"], testTimeout: 60_000 },
});
