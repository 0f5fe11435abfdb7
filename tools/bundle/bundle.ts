/**
 * Writes the frontend of the image, with all that it imports, as one file each: dist/frontend/snapshot.cjs, from which
 * Node makes the image's snapshot, and dist/frontend/frontend.mjs, the same frontend as a program without one.
 */
import { bundleFrontend, bundleSnapshotScript } from "./bundle-frontend.ts";

await Promise.all([
  bundleFrontend("dist/frontend/frontend.mjs"),
  bundleSnapshotScript("dist/frontend/snapshot.cjs"),
]).catch(() => {
  // esbuild has said what is wrong.
  process.exitCode = 1;
});
