import type { Dockerfile } from "../dockerfile/ast/dockerfile.ts";
import type { Reporter } from "./reporter.ts";
import { splitInstruction } from "./split-instruction.ts";

/** What parsing shows, as far as the reference gets: up to and with the first instruction that is wrong. */
export function reportFile(file: Dockerfile, reporter: Reporter): void {
  const { nodes, stages, error } = file;
  if (error?.nodeCount === -1) return;
  for (const lines of file.emptyContinuations) reporter.fire("emptyContinuation", lines);
  for (const node of error === undefined ? nodes : nodes.slice(0, error.nodeCount + 1)) {
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
