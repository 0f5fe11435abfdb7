import { LocatedError } from "../../text/located-error.ts";
import { wireRanges } from "../../text/span.ts";
import { parsedDockerfile } from "../compile-platform.ts";
import type { OpenBuild } from "../open-build.ts";
import type { Subrequest } from "./subrequest.ts";
import { type TargetStage, targetsDescription, targetsResult } from "./targets-result.ts";

/** `frontend.targets`: the stages of the file. */
export const targets: Subrequest = {
  description: targetsDescription,
  answer: async (build) => targetsResult(listTargets(build), build.entrypoint.source.data),
};

/** The stages in order, the last one the default. Throws the file's first error. @mirrors frontend/dockerfile/dockerfile2llb/convert.go ListTargets */
export function listTargets(build: OpenBuild): readonly TargetStage[] {
  const { error, stages } = parsedDockerfile(build);
  if (error !== undefined) throw new LocatedError(error.message, error.locations);
  return stages.map(({ from }, index) => ({
    name: from.name,
    default: index === stages.length - 1,
    description: from.docComment,
    base: from.base.text,
    platform: from.platform?.text ?? "",
    ranges: wireRanges(from.lines),
  }));
}
