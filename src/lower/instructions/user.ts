import type { UserInstruction } from "../../dockerfile/ast/user.ts";
import { expander } from "../expander.ts";
import type { Step } from "../lowering-stage.ts";

/** USER. @mirrors frontend/dockerfile/dockerfile2llb/convert.go dispatchUser */
export function lowerUser(step: Step<UserInstruction>): void {
  const { stage, instruction } = step;
  const user = expander(step)(instruction.user);
  stage.state = stage.state.user(user);
  stage.image.user = user;
  stage.image.addHistory(`USER ${user}`);
}
