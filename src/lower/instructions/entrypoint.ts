import type { EntrypointInstruction } from "../../dockerfile/ast/entrypoint.ts";
import { quoteList } from "../../go/quote.ts";
import { placed, type Step } from "../lowering-stage.ts";
import { withShell } from "../with-shell.ts";

/**
 * ENTRYPOINT: an empty list removes it, and a CMD that is not of this stage goes with the old entrypoint.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/convert.go dispatchEntrypoint
 */
export function lowerEntrypoint(step: Step<EntrypointInstruction>): void {
  const { stage, instruction } = step;
  stage.context.observer.commandSet(placed(step), stage.image.shell);
  const { args, json } = instruction.command;
  const command = json ? args : withShell(stage.image, args);
  stage.image.entrypoint = command;
  if (!stage.commandSet) stage.image.cmd = [];
  stage.image.addHistory(`ENTRYPOINT ${quoteList(command)}`);
}
