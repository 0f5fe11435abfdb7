import { cut } from "../../../go/trim.ts";
import type { LoadedContext } from "../../../lower/resolver.ts";
import { messages } from "../../messages.ts";
import { dockerImage } from "./docker-image.ts";
import { git } from "./git.ts";
import { http } from "./http.ts";
import { input } from "./input.ts";
import { local } from "./local.ts";
import type { NamedLoader, NamedLoading, NamedSource } from "./named-source.ts";
import { ociLayout } from "./oci-layout.ts";

/** Where a named context may come from, by what stands before the first colon. */
export const namedSchemes: ReadonlyMap<string, NamedLoader> = new Map([
  ["docker-image", dockerImage],
  ["git", git],
  ["http", http],
  ["https", http],
  ["oci-layout", ociLayout],
  ["local", local],
  ["input", input],
]);

const mostRedirects = 10;

/**
 * Loads a named context. `redirected` is told of each source that a policy puts in place of the one before.
 * @mirrors frontend/dockerui/namedcontext.go NamedContext.load
 */
export async function loadNamed(
  source: Omit<NamedSource, "rest">,
  loading: NamedLoading,
  redirected: (spec: string) => void,
): Promise<LoadedContext> {
  let { spec } = source;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const [start, rest, hasScheme] = cut(spec, ":");
    if (!hasScheme) throw new Error(messages.contextSpecifier(spec, source.key));
    const scheme = start.startsWith("git@") ? "git" : start;
    const loader = namedSchemes.get(scheme);
    if (loader === undefined) throw new Error(messages.contextScheme(scheme, source.key));
    const loaded = await loader({ ...source, spec, rest }, loading);
    if (!("redirect" in loaded)) return loaded;
    spec = loaded.redirect;
    redirected(spec);
  }
  throw new Error(messages.contextRecursion(spec));
}
