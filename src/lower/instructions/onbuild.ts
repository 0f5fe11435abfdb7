import type { OnbuildInstruction } from "../../dockerfile/ast/onbuild.ts";
import type { Step } from "../lowering-stage.ts";

/** ONBUILD: kept as text for the stages and images built on this one. @mirrors frontend/dockerfile/dockerfile2llb/convert.go dispatchOnbuild */
export function lowerOnbuild({ stage, instruction }: Step<OnbuildInstruction>): void {
  stage.image.addTrigger(instruction.expression);
}
