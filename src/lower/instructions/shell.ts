import type { ShellInstruction } from "../../dockerfile/ast/shell.ts";
import { formatList } from "../../go/quote.ts";
import type { Step } from "../lowering-stage.ts";

/** SHELL. @mirrors frontend/dockerfile/dockerfile2llb/convert.go dispatchShell */
export function lowerShell({ stage, instruction }: Step<ShellInstruction>): void {
  stage.image.shell = instruction.shell;
  stage.image.addHistory(`SHELL ${formatList(instruction.shell)}`);
}
