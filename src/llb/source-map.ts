import type { Location, Range, SourceInfo } from "#proto/llb.js";
import { sourceInfoSchema } from "#proto/llb.js";
import type { Definition } from "./definition.ts";
import type { State } from "./state.ts";
import { encodeMessage } from "./wire/encode.ts";

/** A range of a source file as it goes over the wire: lines count from 1, both ends are part of it. */
export interface WireRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** A source file that vertices come from, and the graph that fetches it. */
export interface SourceMap {
  readonly filename: string;
  /** By the name that GitHub's linguist has, such as `Dockerfile`. */
  readonly language: string;
  readonly data: Uint8Array;
  readonly definition?: Definition | State | undefined;
}

/** Places in one source file. */
export interface SourceLocation {
  readonly source: SourceMap;
  readonly ranges: readonly WireRange[];
}

/** Gathers the source files and locations of the vertices of one definition. @mirrors client/llb/sourcemap.go sourceMapCollector */
export class SourceCollector {
  readonly #maps: SourceMap[] = [];
  readonly #index = new Map<SourceMap, number>();
  readonly #locations = new Map<string, Location[]>();

  /** Notes that the vertex `digest` comes from `locations`; a vertex noted twice has both lists. */
  add(digest: string, locations: readonly SourceLocation[]): void {
    let list = this.#locations.get(digest);
    if (list === undefined) this.#locations.set(digest, (list = []));
    for (const { source, ranges } of locations) {
      list.push({ sourceIndex: this.#indexOf(source), ranges: ranges as readonly Range[] });
    }
  }

  get maps(): readonly SourceMap[] {
    return this.#maps;
  }

  /** By digest, one list a vertex, in the order they were noted. */
  get locations(): ReadonlyMap<string, readonly Location[]> {
    return this.#locations;
  }

  #indexOf(map: SourceMap): number {
    let index = this.#index.get(map);
    if (index === undefined) {
      index = this.#maps.findIndex((known) => isSameSource(known, map));
      if (index < 0) index = this.#maps.push(map) - 1;
      this.#index.set(map, index);
    }
    return index;
  }
}

const encodedInfos = new WeakMap<SourceInfo, Uint8Array>();

/** The bytes of a `pb.SourceInfo`; made once for each object, since they hold the whole file. */
export function encodeSourceInfo(info: SourceInfo): Uint8Array {
  let bytes = encodedInfos.get(info);
  if (bytes === undefined) encodedInfos.set(info, (bytes = encodeMessage(sourceInfoSchema, info)));
  return bytes;
}

function isSameSource(left: SourceMap, right: SourceMap): boolean {
  if (left.filename !== right.filename || left.language !== right.language) return false;
  if (!isSameBytes(left.data, right.data)) return false;
  const leftLast = lastOp(left);
  const rightLast = lastOp(right);
  return leftLast === undefined || rightLast === undefined || isSameBytes(leftLast, rightLast);
}

function lastOp({ definition }: SourceMap): Uint8Array | undefined {
  return definition !== undefined && "def" in definition ? definition.def.at(-1) : undefined;
}

function isSameBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left === right) return true;
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}
