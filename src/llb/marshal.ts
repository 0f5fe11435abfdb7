import type { Input, Location, OpMetadata, Source, SourceInfo } from "#proto/llb.js";
import { opSchema } from "#proto/llb.js";
import { GoError } from "../go/go-error.ts";
import type { Platform } from "../oci/platform.ts";
import type { CapSet } from "./caps.ts";
import { cap } from "./caps.ts";
import { mergedMetadata } from "./constraints.ts";
import type { Definition } from "./definition.ts";
import { definitionMessage, digestOf } from "./definition.ts";
import { messages } from "./messages.ts";
import { draftOp } from "./ops/index.ts";
import type { OpContext } from "./ops/op-context.ts";
import type { SourceLocation, SourceMap } from "./source-map.ts";
import { SourceCollector } from "./source-map.ts";
import { State } from "./state.ts";
import type { Output, PlaceholderVertex, Vertex } from "./vertex.ts";
import { encodeMessage } from "./wire/encode.ts";

export interface MarshalOptions {
  /** Of ops that name no platform. */
  readonly platform: Platform;
  /** What the daemon can do; absent where nothing is known of it. */
  readonly caps?: CapSet | undefined;
  /** What placeholders stand for. */
  readonly link?: ReadonlyMap<PlaceholderVertex, State> | undefined;
  /** Filters that a worker must match for any op. */
  readonly workerFilters?: readonly string[] | undefined;
  /** A new id that tells local directories for which no session is named from those of other graphs. */
  readonly newLocalId?: (() => string) | undefined;
  /** What vertices were found to need when graphs were marshaled before: they still do. This graph's are added. */
  readonly needs?: VertexNeeds | undefined;
}

/** Capabilities by vertex. */
export type VertexNeeds = Map<Vertex, ReadonlyMap<string, boolean>>;

/**
 * The graph of a state as bytes. Throws a GoError, in the reference's words, for a vertex that cannot be marshaled.
 * Takes time linear in the graph and no stack.
 *
 * @mirrors client/llb/state.go State.Marshal
 */
export function marshal(state: State, options: MarshalOptions): Definition {
  return new Marshaling(options).definition(state);
}

interface Marshaled {
  readonly digest: string;
  readonly bytes: Uint8Array;
  readonly metadata: OpMetadata;
  readonly locations: readonly SourceLocation[];
}

/** A vertex on the way down and how many of its inputs have been taken. */
interface Frame {
  readonly vertex: Vertex;
  readonly inputs: readonly Output[];
  next: number;
}

/** A daemon takes a sixteenth of it in one message; each run repeats the environment, so that little asks for much. */
const longestDefinition = 1 << 28;

class Marshaling {
  readonly #options: MarshalOptions;
  readonly #context: OpContext;
  readonly #done = new Map<Vertex, Marshaled>();
  readonly #def: Uint8Array[] = [];
  readonly #digests: string[] = [];
  readonly #metadata = new Map<string, OpMetadata>();
  readonly #sources = new SourceCollector();
  /** Of the ops' bytes and texts so far, about. */
  #length = 0;
  #localUniqueId: string | undefined;

  constructor(options: MarshalOptions) {
    this.#options = options;
    this.#context = {
      caps: options.caps,
      platform: options.platform,
      workerFilters: options.workerFilters ?? [],
      localUniqueId: () => {
        this.#localUniqueId ??= options.newLocalId?.() ?? "";
        return this.#localUniqueId;
      },
      input: (output) => this.#input(output),
    };
  }

  definition(state: State): Definition {
    const output = this.#linked(state.output);
    if (output === undefined) return { def: [], digests: [], metadata: new Map() };
    this.#walk(output.vertex as Vertex);
    const input = this.#input(output) as Input;
    const last = encodeMessage(opSchema, { inputs: [input] });
    const digest = digestOf(last);
    this.#def.push(last);
    this.#digests.push(digest);
    this.#metadata.set(digest, this.#lastMetadata());
    return { def: this.#def, digests: this.#digests, metadata: this.#metadata, source: this.#source() };
  }

  /** Takes a vertex after its inputs, each once. */
  #walk(root: Vertex): void {
    const stack: Frame[] = [{ vertex: root, inputs: root.inputs, next: 0 }];
    for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
      const input = frame.inputs[frame.next++];
      if (input === undefined) {
        stack.pop();
        this.#take(frame.vertex);
        continue;
      }
      const vertex = this.#linked(input)?.vertex as Vertex | undefined;
      if (vertex !== undefined && !this.#done.has(vertex)) stack.push({ vertex, inputs: vertex.inputs, next: 0 });
    }
  }

  #take(vertex: Vertex): void {
    const marshaled = this.#marshaled(vertex);
    const { digest, bytes, metadata, locations } = marshaled;
    this.#length += bytes.length;
    for (const text of metadata.description.values()) this.#length += text.length;
    if (this.#length > longestDefinition) throw new GoError(messages.definitionTooLong(longestDefinition));
    this.#done.set(vertex, marshaled);
    this.#sources.add(digest, locations);
    const known = this.#metadata.get(digest);
    this.#metadata.set(
      digest,
      known === undefined && vertex.kind !== "encoded" ? metadata : mergedMetadata(known, metadata),
    );
    if (known !== undefined) return;
    this.#def.push(bytes);
    this.#digests.push(digest);
  }

  #marshaled(vertex: Vertex): Marshaled {
    if (vertex.kind === "encoded") return vertex.marshaled();
    const { op, metadata } = draftOp(vertex, this.#context);
    const bytes = encodeMessage(opSchema, op);
    const locations = vertex.constraints.locations ?? [];
    return { digest: digestOf(bytes), bytes, metadata: this.#withNeeds(vertex, metadata), locations };
  }

  #withNeeds(vertex: Vertex, metadata: OpMetadata): OpMetadata {
    const { needs } = this.#options;
    if (needs === undefined) return metadata;
    const earlier = needs.get(vertex);
    const caps = earlier === undefined ? metadata.caps : new Map([...metadata.caps, ...earlier]);
    needs.set(vertex, caps);
    return { ...metadata, caps };
  }

  #input(output: Output): Input | undefined {
    const linked = this.#linked(output);
    if (linked === undefined) return undefined;
    if (linked.problem !== undefined) throw new GoError(linked.problem);
    const { digest } = this.#done.get(linked.vertex as Vertex) as Marshaled;
    return { digest, index: linked.index };
  }

  /** The output that a placeholder's stands for, undefined for an empty file system; any other as it is. */
  #linked(output: Output | undefined): Output | undefined {
    let linked = output;
    while (linked !== undefined && linked.vertex.kind === "placeholder") {
      const state = this.#options.link?.get(linked.vertex);
      if (state === undefined) throw new Error(messages.unlinked(linked.vertex.name));
      linked = state.output;
    }
    return linked;
  }

  /** The capabilities that the definition as a whole needs. */
  #lastMetadata(): OpMetadata {
    const caps = new Map<string, boolean>([
      [cap.constraints, true],
      [cap.platform, true],
    ]);
    for (const { ignoreCache, description, exportCache } of this.#metadata.values()) {
      if (ignoreCache) caps.set(cap.metaIgnoreCache, true);
      if (description.size > 0) caps.set(cap.metaDescription, true);
      if (exportCache !== undefined) caps.set(cap.metaExportCache, true);
    }
    return { ignoreCache: false, description: new Map(), caps };
  }

  #source(): Source {
    const locations = new Map<string, { readonly locations: readonly Location[] }>();
    for (const [digest, list] of this.#sources.locations) locations.set(digest, { locations: list });
    return { locations, infos: this.#sources.maps.map((map) => sourceInfo(map, this.#options)) };
  }
}

const sourceInfos = new WeakMap<SourceMap, SourceInfo>();

/**
 * A source file as the wire's message: the same object for the same map, so that its bytes are made once. The graph
 * that fetches the file is marshaled for no daemon in particular, as the reference does.
 */
export function sourceInfo(map: SourceMap, options: MarshalOptions): SourceInfo {
  const known = sourceInfos.get(map);
  if (known !== undefined) return known;
  const { filename, language, data, definition } = map;
  const graph = definition instanceof State ? marshal(definition, { ...options, caps: undefined }) : definition;
  const info = { filename, data, language, ...(graph === undefined ? {} : { definition: definitionMessage(graph) }) };
  sourceInfos.set(map, info);
  return info;
}
