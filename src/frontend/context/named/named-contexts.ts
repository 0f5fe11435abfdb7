import { trimSuffix } from "../../../go/trim.ts";
import type { NamedContext, NamedContextRequest } from "../../../lower/resolver.ts";
import { formatPlatformFully, normalizePlatform } from "../../../oci/platform.ts";
import { formatFamiliar, parseReference } from "../../../oci/reference.ts";
import { wrapping } from "../../error-message.ts";
import { messages } from "../../messages.ts";
import { loadNamed } from "./load-named.ts";
import type { NamedLoading } from "./named-source.ts";

/** Finds the named context for a name; undefined where the client gave none. */
export type NamedContexts = (name: string, request: NamedContextRequest) => NamedContext | undefined;

/**
 * The client's named contexts. One given for a platform wins over one given for all; `alpine`, `alpine:latest` and
 * `docker.io/library/alpine` are one name. @mirrors frontend/dockerui/config.go Client.NamedContext
 */
export function namedContexts(loading: NamedLoading): NamedContexts {
  const { config, host } = loading.session;
  const redirects = new Map<string, string>();
  return (given, request) => {
    const reference = wrapping(
      (reason) => messages.contextName(given, reason),
      () => parseReference(given),
    );
    const name = trimSuffix(formatFamiliar(reference), ":latest");
    const platform = normalizePlatform(request.platform ?? host.defaultPlatform, host.defaultPlatform);
    for (const key of [`${name}::${formatPlatformFully(platform)}`, name]) {
      const spec = redirects.get(key) ?? config.contexts.named.get(key);
      if (spec === undefined) continue;
      return { load: () => loadNamed({ name, key, spec, request }, loading, (next) => redirects.set(key, next)) };
    }
    return undefined;
  };
}
