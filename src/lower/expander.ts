import type { Instruction } from "../dockerfile/ast/instructions.ts";
import type { ExpandOptions } from "../dockerfile/words/environment.ts";
import { expandWord, WordError } from "../dockerfile/words/expand-word.ts";
import { type Expander, placed, type Step, wordOptions } from "./lowering-stage.ts";

/** ARGs that are settings of the build, never variables of a stage. */
export const settingArgs: ReadonlySet<string> = new Set(["BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE"]);

/** Expands words of the step by its stage's variables as they are now, and reports the undefined ones. */
export function expander(step: Step<Instruction>): Expander {
  return expandBy(step, wordOptions(step.stage.context));
}

/** Expands a heredoc's body: quotes and the file's escape token mean nothing. */
export function bodyExpander(step: Step<Instruction>): Expander {
  return expandBy(step, { escape: "\\", skipProcessQuotes: true });
}

function expandBy(step: Step<Instruction>, options: ExpandOptions): Expander {
  const env = step.stage.state.env;
  return (word) => {
    const { value, unmatched } = expandReporting(step, () => expandWord(word, env, options));
    reportUndefined(step, unmatched);
    step.stage.context.budget.spend(value, word);
    return value;
  };
}

/** A failed expansion has found undefined variables too: they are reported before the error. */
function expandReporting<T>(step: Step<Instruction>, expand: () => T): T {
  try {
    return expand();
  } catch (error) {
    if (error instanceof WordError) reportUndefined(step, error.partial.unmatched);
    throw error;
  }
}

/**
 * Tells the observer which of `names` are neither set nor declared in the stage.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/validations.go reportUnmatchedVariables
 */
export function reportUndefined(step: Step<Instruction>, names: ReadonlySet<string>): void {
  if (names.size === 0) return;
  const { stage } = step;
  const undefinedNames = new Set([...names].filter((name) => !stage.args.has(name) && !settingArgs.has(name)));
  if (undefinedNames.size === 0) return;
  stage.context.observer.undefinedVariables(placed(step), undefinedNames, stage.state.env);
}
