import { join } from "node:path";
import type { Plugin } from "esbuild";

const client = join(import.meta.dirname, "grpc-client.ts");
const inPackage = /[\\/]@grpc[\\/]grpc-js[\\/]/;

/**
 * Leaves of @grpc/grpc-js what a client needs whose channel is given (`channelOverride`): the package's own channel, its
 * server and all that they load (Node's http2 and tls, balancers, resolvers) is two thirds of the way to the first call.
 */
export const grpcClientOnly: Plugin = {
  name: "grpc-client-only",
  setup(build) {
    build.onResolve({ filter: /^@grpc\/grpc-js$/ }, () => ({ path: client }));
    // The client's own channel, which is not made where one is given; and encryption, which there is none of.
    build.onResolve({ filter: /^(\.\/channel|tls)$/ }, ({ importer, path }) =>
      inPackage.test(importer) ? { path, namespace: "nothing" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "nothing" }, () => ({ contents: "module.exports = {};", loader: "js" }));
  },
};
