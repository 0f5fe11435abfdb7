/** One line of `buildctl debug dump-llb`, as far as it is shown. */
export interface DumpedOp {
  readonly Digest: string;
  readonly Op: {
    readonly inputs?: readonly { readonly digest: string }[];
    /** The kind and its message; null in the last op, which only names the result. */
    readonly Op?: Readonly<Record<string, { readonly identifier?: string }>> | null;
  };
  readonly OpMetadata?: { readonly description?: Readonly<Record<string, string>> };
}

/** The output of `buildctl debug dump-llb` as a table for people: number, kind, step, inputs; `width` in columns. */
export function graphTable(dumped: string, width: number): string {
  const ops = dumped
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as DumpedOp);
  const numbers = new Map(ops.map((op, index) => [op.Digest, index + 1]));
  return ops.map((op) => `${graphRow(op, numbers, width)}\n`).join("");
}

function graphRow(op: DumpedOp, numbers: ReadonlyMap<string, number>, width: number): string {
  const [kind = "result"] = Object.keys(op.Op.Op ?? {});
  const inputs = (op.Op.inputs ?? []).map((input) => numbers.get(input.digest));
  const from = inputs.length === 0 ? "" : `  <- ${inputs.join(", ")}`;
  const start = `${String(numbers.get(op.Digest)).padStart(3)}  ${kind.padEnd(6)}  `;
  return start + shortened(stepName(op), width - start.length - from.length) + from;
}

function stepName({ Op, OpMetadata }: DumpedOp): string {
  const name = OpMetadata?.description?.["llb.customname"] ?? Op.Op?.["source"]?.identifier ?? "";
  return name.replace(/@sha256:([0-9a-f]{8})[0-9a-f]{56}/, "@sha256:$1").replace(/\s+/g, " ");
}

function shortened(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(width - 3, 0))}...`;
}
