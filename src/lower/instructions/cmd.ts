import type { CmdInstruction } from "../../dockerfile/ast/cmd.ts";
import { quoteList } from "../../go/quote.ts";
import { placed, type Step } from "../lowering-stage.ts";
import { withShell } from "../with-shell.ts";

/** CMD. @mirrors frontend/dockerfile/dockerfile2llb/convert.go dispatchCmd */
export function lowerCmd(step: Step<CmdInstruction>): void {
  const { stage, instruction } = step;
  stage.context.observer.commandSet(placed(step), stage.image.shell);
  const { args, json } = instruction.command;
  const command = json ? args : withShell(stage.image, args);
  stage.image.cmd = command;
  stage.image.argsEscaped = true;
  stage.commandSet = true;
  stage.image.addHistory(`CMD ${quoteList(command)}`);
}
