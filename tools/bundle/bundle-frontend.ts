import { type BuildOptions, build } from "esbuild";
import { bundleOptions } from "./bundle-options.ts";
import { chevrotainWithoutTable } from "./chevrotain-without-table.ts";
import { grpcClientOnly } from "./grpc-client-only.ts";

/** The program that the image would run without a snapshot; below the repository. */
export const frontendEntry = "src/node/frontend.ts";
/** The script from which the image's snapshot is made; below the repository. */
export const snapshotEntry = "tools/snapshot/entry.ts";

/** How both become one file. */
export const frontendOptions: BuildOptions = {
  ...bundleOptions,
  plugins: [grpcClientOnly, chevrotainWithoutTable],
  minify: true,
  target: "node24",
};

/** Writes the frontend as one module that Node runs. */
export async function bundleFrontend(outfile: string): Promise<void> {
  await build({ ...frontendOptions, entryPoints: [frontendEntry], outfile });
}

/** Writes the script from which Node makes the frontend's snapshot: Node takes no modules there. */
export async function bundleSnapshotScript(outfile: string): Promise<void> {
  await build({ ...frontendOptions, entryPoints: [snapshotEntry], outfile, format: "cjs", banner: {} });
}
