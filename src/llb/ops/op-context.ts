import type { Input, Op, OpMetadata } from "#proto/llb.js";
import type { Platform } from "../../oci/platform.ts";
import type { CapSet } from "../caps.ts";
import type { Constraints } from "../constraints.ts";
import { metadataOf } from "../constraints.ts";
import type { Output } from "../vertex.ts";
import type { Draft } from "../wire/encode.ts";

/** What an op's encoder knows of the graph and of who will run it. */
export interface OpContext {
  /** Undefined where nothing is known of the daemon. */
  readonly caps: CapSet | undefined;
  /** Of ops that name none. */
  readonly platform: Platform;
  readonly workerFilters: readonly string[];
  /** Names a local directory that no session is named for. */
  readonly localUniqueId: () => string;
  /** The edge to an output, undefined for a placeholder that was linked to an empty file system. Throws for an output that cannot be used. */
  input(output: Output): Input | undefined;
}

/** An op before it is bytes. */
export interface OpDraft {
  readonly op: Draft<Op>;
  readonly metadata: OpMetadata;
}

/** Edges of one op, in the order they were first asked for, each once. */
export class InputList {
  readonly inputs: Input[] = [];
  readonly #places = new Map<string, number>();

  /** The place of `input` among the inputs, from 0; added where it is new. */
  add(input: Input): number {
    const key = `${input.digest} ${input.index}`;
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.inputs.push(input) - 1;
      this.#places.set(key, place);
    }
    return place;
  }
}

/** The number that stands for no input. */
export const noInput = -1;

/** The number that stands for no output. */
export const noOutput = -1;

/**
 * An op's draft with the parts that all ops share. `platform` is left out where the op is the same on every platform.
 *
 * @mirrors client/llb/marshal.go MarshalConstraints
 */
export function opDraft(
  context: OpContext,
  constraints: Constraints,
  caps: Iterable<string>,
  parts: Draft<Op> & { readonly stampPlatform: boolean },
): OpDraft {
  const { stampPlatform, ...op } = parts;
  const filter = [...context.workerFilters, ...(constraints.workerFilters ?? [])];
  const platform = stampPlatform ? { platform: constraints.platform ?? context.platform } : {};
  return { op: { ...op, ...platform, constraints: { filter } }, metadata: metadataOf(constraints, caps) };
}
