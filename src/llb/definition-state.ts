import type { Op } from "#proto/llb.js";
import { GoError } from "../go/go-error.ts";
import { quote } from "../go/quote.ts";
import type { Definition } from "./definition.ts";
import { messages } from "./messages.ts";
import { decodeOp } from "./op.ts";
import type { EncodedVertex } from "./ops/encoded.ts";
import type { SourceLocation, SourceMap } from "./source-map.ts";
import type { State } from "./state.ts";
import { fromOutput } from "./state.ts";
import type { Output } from "./vertex.ts";

/**
 * The state that a definition makes; using that of an empty definition fails when it is marshaled. Throws a GoError
 * for bytes that are no ops.
 *
 * @mirrors client/llb/definition.go NewDefinitionOp
 */
export function fromDefinition(definition: Definition): State {
  const { def, digests } = definition;
  const ops = new Map<string, EncodedOp>();
  for (const [at, bytes] of def.entries()) ops.set(digests[at] as string, { op: readOp(bytes), bytes });
  const graph = new EncodedGraph(definition, ops, sourceLocations(definition));
  const last = ops.get(digests.at(-1) ?? "");
  if (last === undefined) return fromOutput(graph.output({ digest: "", index: 0 }));
  const [result] = last.op.inputs;
  if (result === undefined) throw new GoError(messages.noInputsOnLast);
  return fromOutput(graph.output(result));
}

function readOp(bytes: Uint8Array): Op {
  try {
    return decodeOp(bytes);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(messages.opNotParsed(error.message));
  }
}

interface EncodedOp {
  readonly op: Op;
  readonly bytes: Uint8Array;
}

interface Edge {
  readonly digest: string;
  readonly index: number;
}

class EncodedGraph {
  readonly #definition: Definition;
  readonly #ops: ReadonlyMap<string, EncodedOp>;
  readonly #locations: ReadonlyMap<string, readonly SourceLocation[]>;
  readonly #outputs = new Map<string, Output>();

  constructor(
    definition: Definition,
    ops: ReadonlyMap<string, EncodedOp>,
    locations: ReadonlyMap<string, readonly SourceLocation[]>,
  ) {
    this.#definition = definition;
    this.#ops = ops;
    this.#locations = locations;
  }

  /** The output of an edge: a vertex of its own for each output of an op, as the reference has it. */
  output(edge: Edge): Output {
    const key = `${edge.digest} ${edge.index}`;
    let output = this.#outputs.get(key);
    if (output === undefined) this.#outputs.set(key, (output = { vertex: this.#vertex(edge), index: edge.index }));
    return output;
  }

  #vertex({ digest, index }: Edge): EncodedVertex {
    const graph = this;
    return {
      kind: "encoded",
      get inputs() {
        return (graph.#ops.get(digest)?.op.inputs ?? []).map((edge) => graph.output(edge));
      },
      marshaled: () => this.#marshaled(digest, index),
    };
  }

  /** @mirrors client/llb/definition.go DefinitionOp.Validate */
  #marshaled(digest: string, index: number): ReturnType<EncodedVertex["marshaled"]> {
    const { metadata } = this.#definition;
    if (digest === "") throw new GoError(messages.emptyDefinition);
    if (metadata.size === 0) throw new GoError(messages.emptyDefinitionOps(this.#ops.size, metadata.size));
    const op = this.#ops.get(digest);
    if (op === undefined) throw new GoError(messages.unknownOp(quote(digest)));
    const known = metadata.get(digest);
    if (known === undefined) throw new GoError(messages.unknownMetadata(quote(digest)));
    if (index < 0) throw new GoError(messages.invalidIndex);
    return { digest, bytes: op.bytes, metadata: known, locations: this.#locations.get(digest) ?? [] };
  }
}

function sourceLocations({ source }: Definition): ReadonlyMap<string, readonly SourceLocation[]> {
  const maps = (source?.infos ?? []).map(({ filename, language, data, definition }): SourceMap => {
    if (definition === undefined) return { filename, language, data };
    return { filename, language, data, definition: { ...definition, digests: [] } };
  });
  const byDigest = new Map<string, readonly SourceLocation[]>();
  for (const [digest, { locations }] of source?.locations ?? []) {
    byDigest.set(
      digest,
      locations.map(({ sourceIndex, ranges }) => {
        const map = maps[sourceIndex];
        if (map === undefined) throw new GoError(messages.noSourceMap(sourceIndex));
        return {
          source: map,
          ranges: ranges.map(({ start, end }) => ({ start: start ?? origin, end: end ?? origin })),
        };
      }),
    );
  }
  return byDigest;
}

const origin = { line: 0, character: 0 };
