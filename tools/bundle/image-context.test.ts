import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { createPatternMatcher, matchesPathOrParent } from "../../src/dockerfile/ignore/pattern-matcher.ts";
import { readIgnoreFile } from "../../src/dockerfile/ignore/read-ignore-file.ts";
import { repository } from "../places.ts";
import { frontendEntry, frontendOptions, snapshotEntry } from "./bundle-frontend.ts";

/** The files of ours that a program and all it imports consist of; paths below the repository. */
async function filesOf(entry: string): Promise<readonly string[]> {
  const { metafile } = await build({ ...frontendOptions, entryPoints: [entry], write: false, metafile: true });
  return Object.keys(metafile.inputs).filter(
    (file) => !file.includes("node_modules") && existsSync(join(repository, file)),
  );
}

test("the image's build has every file that it bundles, and every program that it runs", async () => {
  const ignored = createPatternMatcher(readIgnoreFile(readFileSync(join(repository, ".dockerignore"), "utf8")));
  const bundler = "tools/bundle/bundle.ts";
  const { metafile } = await build({
    absWorkingDir: repository,
    entryPoints: [bundler],
    bundle: true,
    platform: "node",
    packages: "external",
    write: false,
    metafile: true,
    outdir: "dist",
    format: "esm",
  });
  const files = [
    ...Object.keys(metafile.inputs),
    ...(await filesOf(frontendEntry)),
    ...(await filesOf(snapshotEntry)),
    "tools/snapshot/trim.ts",
    "tools/snapshot/code-cache.ts",
  ];
  expect(files).toContain("tools/bundle/messages.ts");
  expect(files).toContain("src/compile.ts");
  expect(files.filter((file) => matchesPathOrParent(ignored, file))).toEqual([]);
});
