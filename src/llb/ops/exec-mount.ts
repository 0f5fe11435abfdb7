import type { Int64 } from "#proto/llb.js";
import { compareCodePoints } from "../../go/code-point-order.ts";
import { sortSlice } from "../../go/sort-slice.ts";
import { messages } from "../messages.ts";
import type { State } from "../state.ts";
import type { Output } from "../vertex.ts";
import { noOutput } from "./op-context.ts";

/** A mount of a run. Without `readonly`, `noOutput`, `cache` or `tmpfs` it is an output of the run too. */
export interface Mount {
  /** The path in the container. */
  readonly target: string;
  /** What is mounted; an empty state for a cache or tmpfs of its own. */
  readonly source: State;
  readonly readonly?: boolean | undefined;
  /** The path in the source. */
  readonly selector?: string | undefined;
  /** Writes are thrown away. */
  readonly noOutput?: boolean | undefined;
  readonly cache?: { readonly id: string; readonly sharing: CacheSharing } | undefined;
  /** `size` in bytes, absent for the daemon's default. */
  readonly tmpfs?: { readonly size?: Int64 | undefined } | undefined;
  readonly contentCache?: ContentCache | undefined;
}

export type CacheSharing = "shared" | "private" | "locked";
export type ContentCache = "default" | "on" | "off";

/** A mount in the order that an op has them. */
export interface ExecMount extends Omit<Mount, "source"> {
  readonly source: Output | undefined;
  /** The place among the op's outputs from 0, or -1. */
  readonly outputIndex: number;
}

/** The target of the container's root. */
export const rootTarget = "/";

/** The mounts sorted by target, with their places among the outputs. */
export function sortedMounts<Given extends Omit<ExecMount, "outputIndex">>(
  given: readonly Given[],
): readonly (Given & { readonly outputIndex: number })[] {
  let outputs = 0;
  // Mounts with one target stay in the order that Go's sort leaves them in, which is not stable above 12.
  return sortSlice(given, (left, right) => compareCodePoints(left.target, right.target) < 0).map((mount) => ({
    ...mount,
    outputIndex: isOutput(mount) ? outputs++ : noOutput,
  }));
}

/** What can be mounted or run on after the op; undefined for an empty file system that cannot be written. */
export function mountOutput(mount: ExecMount, made: Pick<Output, "vertex" | "platform">): Output | undefined {
  const { target } = mount;
  if (mount.readonly === true) return mount.source;
  if (mount.tmpfs !== undefined) return { ...made, index: 0, problem: messages.tmpfsOutput(target) };
  if (mount.noOutput === true) return { ...made, index: 0, problem: messages.noOutput(target) };
  if (mount.outputIndex === noOutput) return { ...made, index: 0, problem: messages.invalidMount(target) };
  return { ...made, index: mount.outputIndex };
}

function isOutput({ noOutput, readonly, cache, tmpfs }: Omit<ExecMount, "outputIndex">): boolean {
  return noOutput !== true && readonly !== true && !hasCache(cache) && tmpfs === undefined;
}

/** A cache without an id is none. */
export function hasCache(cache: Mount["cache"]): cache is NonNullable<Mount["cache"]> {
  return cache !== undefined && cache.id !== "";
}
