import type { WorkdirInstruction } from "../../dockerfile/ast/workdir.ts";
import { normalizeWorkdir, toSlash } from "../../go/system-path.ts";
import { owner } from "../../llb/ops/file-action.ts";
import { wrapError } from "../../text/wrap-error.ts";
import { expander } from "../expander.ts";
import { type LoweringStage, placed, type Step, wordOptions } from "../lowering-stage.ts";
import { messages } from "../messages.ts";
import { progressText } from "../progress-name.ts";
import { sourceLocations } from "../source-locations.ts";
import { stepName } from "../step-name.ts";

/** WORKDIR: makes the directory, owned by the current user. @mirrors frontend/dockerfile/dockerfile2llb/convert.go dispatchWorkdir */
export function lowerWorkdir(step: Step<WorkdirInstruction>): void {
  const { stage, instruction, command } = step;
  const path = expander(step)(instruction.path);
  stage.context.observer.workdirSet(placed(step), path, stage.platform, !stage.workdirSet);
  stage.workdirSet = true;
  const directory = enterDirectory(stage, path);
  if (directory !== "/") {
    const { epoch } = stage.context;
    const { user } = stage.image;
    const text = progressText(instruction.code, stage.state.env, wordOptions(stage.context));
    stage.state = stage.state.file(
      [
        {
          kind: "mkdir",
          path: directory,
          mode: 0o755,
          makeParents: true,
          ...(user !== "" && { owner: owner(user) }),
          ...(epoch !== undefined && { createdTime: epoch.nanoseconds }),
        },
      ],
      {
        customName: stepName(step, text, stage.platform),
        locations: sourceLocations(stage.context, command.lines),
        platform: stage.platform,
      },
    );
  }
  stage.image.addHistory(`WORKDIR ${directory}`, { layer: directory !== "/" });
}

/** Makes `path` the stage's directory, for state and image, and returns it with forward slashes. */
export function enterDirectory(stage: LoweringStage, path: string): string {
  const { os } = stage.platform;
  try {
    stage.image.workingDir = normalizeWorkdir(stage.image.workingDir, path, os);
  } catch (error) {
    throw wrapError(error, messages.workdir);
  }
  const directory = toSlash(stage.image.workingDir, os);
  stage.state = stage.state.dir(directory);
  return directory;
}
