import type { EnvInstruction } from "../../dockerfile/ast/env.ts";
import { expander } from "../expander.ts";
import { placed, type Step } from "../lowering-stage.ts";

/** ENV: pairs of one line do not see each other. @mirrors frontend/dockerfile/dockerfile2llb/convert.go dispatchEnv */
export function lowerEnv(step: Step<EnvInstruction>): void {
  const { stage, instruction } = step;
  const expand = expander(step);
  const pairs = instruction.pairs.map((pair) => ({ ...pair, key: expand(pair.key), value: expand(pair.value) }));
  for (const { key, value, noDelim } of pairs) {
    stage.context.observer.pairSet(placed(step), key, noDelim);
    stage.state = stage.state.addEnv(key, value);
    stage.image.setEnv(key, value);
  }
  stage.image.addHistory(["ENV", ...pairs.map(({ key, value }) => `${key}=${value}`)].join(" "));
}
