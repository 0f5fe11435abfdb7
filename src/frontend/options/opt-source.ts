import type { CapSet } from "../../gateway/cap-set.ts";
import type { BuildRequest } from "../../gateway/gateway.ts";
import { compareCodePoints } from "../../go/code-point-order.ts";
import type { Platform } from "../../oci/platform.ts";

/** What the readers of frontend opts may look at. */
export interface OptSource {
  readonly opts: BuildRequest["opts"];
  readonly workers: BuildRequest["workers"];
  readonly llbCaps: CapSet;
  /** The platform where no worker names one: the host's, as an edge found it. */
  readonly defaultPlatform: Platform;
}

/** Frontend opts that belong together, and what they mean. */
export interface OptGroup<Fields extends object> {
  /** Keys as clients write them; one that ends in `:` is the start of a key. */
  readonly keys: readonly string[];
  /** The typed values. Throws an `Error` with the reference's text for a value that makes no sense. */
  read(source: OptSource): Fields;
}

/** Values of all opts whose key starts with `prefix`, by the rest of the key, sorted by it. */
export function optsByPrefix(opts: ReadonlyMap<string, string>, prefix: string): ReadonlyMap<string, string> {
  const found: [string, string][] = [];
  for (const [key, value] of opts) if (key.startsWith(prefix)) found.push([key.slice(prefix.length), value]);
  return new Map(found.sort(([left], [right]) => compareCodePoints(left, right)));
}
