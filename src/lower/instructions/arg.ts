import type { ArgInstruction, ArgPair } from "../../dockerfile/ast/arg.ts";
import { expander, settingArgs } from "../expander.ts";
import { type LoweringStage, placed, type Step } from "../lowering-stage.ts";

/**
 * ARG: a build argument, else the default as the pairs before it leave the environment, else the global ARG of the
 * same name. Keys are never expanded.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/convert.go dispatchArg
 */
export function lowerArg(step: Step<ArgInstruction>): void {
  const { stage, instruction } = step;
  const at = placed(step);
  const texts = instruction.pairs.map((pair) => {
    stage.context.observer.argNamed(at, pair.key);
    const { value, inherited } = valueOf(step, pair);
    if (value !== undefined) setArg(stage, pair.key, value);
    const declared = {
      instruction,
      lines: step.command.lines,
      key: pair.key,
      docComment: pair.docComment,
      dependencies: noDependencies,
      ...(value !== undefined && { value }),
    };
    stage.context.observer.argDeclared(at, declared, inherited);
    stage.args = stage.args.addOrReplaceInPlace(pair.key, value ?? "");
    return value === undefined ? pair.key : `${pair.key}=${value}`;
  });
  stage.image.addHistory(`ARG ${texts.join(" ")}`);
}

/** Of an ARG in a stage, nothing says what its value was made from. */
const noDependencies: ReadonlySet<string> = new Set();

function setArg(stage: LoweringStage, key: string, value: string): void {
  if (settingArgs.has(key)) stage.settings = stage.settings.addOrReplace(key, value);
  else stage.state = stage.state.addEnv(key, value);
}

function valueOf(step: Step<ArgInstruction>, pair: ArgPair): { value?: string | undefined; inherited: boolean } {
  const { context } = step.stage;
  const given = context.buildArgs.get(pair.key);
  if (given !== undefined) return { value: given, inherited: false };
  if (pair.value !== undefined) return { value: expander(step)(pair.value), inherited: false };
  const global = context.globals.get(pair.key);
  return { value: global, inherited: global !== undefined };
}
