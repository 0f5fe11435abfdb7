import type { Dockerfile } from "../dockerfile/ast/dockerfile.ts";
import type { Reporter } from "./reporter.ts";
import { splitInstruction } from "./split-instruction.ts";

/** What parsing shows, as far as the reference gets: up to and with the first instruction that is wrong. */
export function reportFile(file: Dockerfile, reporter: Reporter): void {
  const { nodes, stages, error } = file;
  if (error?.nodeCount === -1) return;
  for (const lines of file.emptyContinuations) reporter.fire("emptyContinuation", lines);
  const last = error?.locations[0]?.[0]?.start;
  for (const node of last === undefined ? nodes : nodes.filter(({ lines }) => lines.start <= last)) {
    reporter.fire("instructionSplit", splitInstruction(node), node.comments);
    if (node.kind !== "invalid") reporter.fire("instructionRead", node, node.comments);
  }
  if (error !== undefined || stages.length === 0) return;
  const earlier = new Set<string>();
  for (const { from } of stages) {
    if (from.name === "") continue;
    reporter.fire("stageNamed", { from, earlier });
    earlier.add(from.name);
  }
  reporter.fire("fileRead", file);
}
