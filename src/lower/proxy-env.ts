import { sortedStrings } from "../go/code-point-order.ts";
import { foldKey } from "../go/letter-case.ts";
import type { ProxyEnv } from "../llb/ops/run-options.ts";

const fields: ReadonlyMap<string, keyof ProxyEnv> = new Map([
  ["http_proxy", "httpProxy"],
  ["https_proxy", "httpsProxy"],
  ["ftp_proxy", "ftpProxy"],
  ["no_proxy", "noProxy"],
  ["all_proxy", "allProxy"],
]);

/**
 * The proxy settings among the build arguments, in any case; of several spellings the last in byte order counts.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/convert.go proxyEnvFromBuildArgs
 */
export function proxyEnvOf(buildArgs: ReadonlyMap<string, string>): ProxyEnv | undefined {
  const proxy: { -readonly [Name in keyof ProxyEnv]: ProxyEnv[Name] } = {};
  let found = false;
  for (const key of sortedStrings(buildArgs.keys())) {
    const field = fields.get(foldKey(key));
    if (field === undefined) continue;
    proxy[field] = buildArgs.get(key) ?? "";
    found = true;
  }
  return found ? proxy : undefined;
}
