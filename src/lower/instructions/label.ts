import type { LabelInstruction } from "../../dockerfile/ast/label.ts";
import { expander } from "../expander.ts";
import { placed, type Step } from "../lowering-stage.ts";

/** LABEL. @mirrors frontend/dockerfile/dockerfile2llb/convert.go dispatchLabel */
export function lowerLabel(step: Step<LabelInstruction>): void {
  const { stage, instruction } = step;
  const expand = expander(step);
  const pairs = instruction.pairs.map((pair) => ({ ...pair, key: expand(pair.key), value: expand(pair.value) }));
  for (const { key, value, noDelim } of pairs) {
    stage.context.observer.pairSet(placed(step), key, noDelim);
    stage.image.labels.set(key, value);
  }
  stage.image.addHistory(["LABEL", ...pairs.map(({ key, value }) => `${key}=${value}`)].join(" "));
}
