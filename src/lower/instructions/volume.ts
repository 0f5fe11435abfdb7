import type { VolumeInstruction } from "../../dockerfile/ast/volume.ts";
import { GoError } from "../../go/go-error.ts";
import { formatList } from "../../go/quote.ts";
import { expander } from "../expander.ts";
import type { Step } from "../lowering-stage.ts";
import { messages } from "../messages.ts";

/** VOLUME. @mirrors frontend/dockerfile/dockerfile2llb/convert.go dispatchVolume */
export function lowerVolume(step: Step<VolumeInstruction>): void {
  const { stage, instruction } = step;
  const volumes = instruction.volumes.map(expander(step));
  for (const volume of volumes) {
    if (volume === "") throw new GoError(messages.emptyVolume);
    stage.image.volumes.add(volume);
  }
  stage.image.addHistory(`VOLUME ${formatList(volumes)}`);
}
