import type { MaintainerInstruction } from "../../dockerfile/ast/maintainer.ts";
import type { Step } from "../lowering-stage.ts";

/** MAINTAINER. @mirrors frontend/dockerfile/dockerfile2llb/convert.go dispatchMaintainer */
export function lowerMaintainer({ stage, instruction }: Step<MaintainerInstruction>): void {
  stage.image.author = instruction.text;
  stage.image.addHistory(`MAINTAINER ${instruction.text}`);
}
