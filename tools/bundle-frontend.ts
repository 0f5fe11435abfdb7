import { type BuildOptions, build } from "esbuild";
import { bundleOptions } from "./bundle-options.ts";
import { chevrotainWithoutTable } from "./chevrotain-without-table.ts";
import { grpcClientOnly } from "./grpc-client-only.ts";

const options: BuildOptions = {
  ...bundleOptions,
  plugins: [grpcClientOnly, chevrotainWithoutTable],
  minify: true,
  target: "node24",
};

/** Writes the frontend as one module that Node runs. */
export async function bundleFrontend(outfile: string): Promise<void> {
  await build({ ...options, entryPoints: ["src/node/frontend.ts"], outfile });
}

/** Writes the script from which Node makes the frontend's snapshot: Node takes no modules there. */
export async function bundleSnapshotScript(outfile: string): Promise<void> {
  await build({ ...options, entryPoints: ["tools/snapshot/entry.ts"], outfile, format: "cjs", banner: {} });
}
