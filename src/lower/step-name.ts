import type { Instruction } from "../dockerfile/ast/instructions.ts";
import type { Platform } from "../oci/platform.ts";
import type { Step } from "./lowering-stage.ts";
import { nextProgressName } from "./progress-name.ts";

/** The progress name of the stage's next step. */
export function stepName(step: Step<Instruction>, text: string, platform: Platform | undefined): string {
  const { stage, instruction, command } = step;
  stage.context.budget.spend(text, instruction.code);
  const shown = stage.context.options.multiPlatformRequested === true ? platform : undefined;
  return nextProgressName(stage.counter, {
    text,
    env: stage.state.env,
    triggered: command.triggered,
    ...(shown !== undefined && { platform: shown }),
  });
}
