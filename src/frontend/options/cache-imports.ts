import type { CacheImport } from "../../gateway/gateway.ts";
import { listOf, mapOf, pointerTo, stringType, structOf, unmarshal } from "../../go/unmarshal.ts";
import { wrapping } from "../error-message.ts";
import { messages } from "../messages.ts";
import type { OptGroup } from "./opt-source.ts";

const key = "cache-imports";
const oldKey = "cache-from";

const none: CacheImport = { type: "", attrs: new Map() };
const entries = listOf(
  pointerTo(
    structOf<CacheImport>("moby_buildkit_v1.CacheOptionsEntry", none, {
      type: { key: "Type", type: stringType },
      attrs: { key: "Attrs", type: mapOf(stringType) },
    }),
  ),
);

/** Caches to import from: a JSON list, or of old clients a list of registry references. @mirrors frontend/dockerui/config.go Client.init */
export const cacheImports: OptGroup<{ readonly cacheImports: readonly CacheImport[] }> = {
  keys: [key, oldKey],
  read({ opts }) {
    const text = opts.get(key) ?? "";
    const refs = opts.get(oldKey) ?? "";
    const listed =
      text === ""
        ? []
        : wrapping(
            (reason) => messages.cacheImports(text, reason),
            () => unmarshal(text, entries),
          );
    return {
      cacheImports: [...listed.map((entry) => entry ?? none), ...(refs === "" ? [] : refs.split(",").map(registry))],
    };
  },
};

function registry(ref: string): CacheImport {
  return { type: "registry", attrs: new Map([["ref", ref]]) };
}
