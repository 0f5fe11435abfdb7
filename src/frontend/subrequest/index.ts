import { unsupportedSubrequest } from "../../gateway/details.ts";
import type { Result } from "../../gateway/gateway.ts";
import type { OpenBuild } from "../open-build.ts";
import { convertLlb } from "./convert-llb.ts";
import { describe } from "./describe.ts";
import { lint } from "./lint.ts";
import { outline } from "./outline.ts";
import type { Subrequest, Warn } from "./subrequest.ts";
import { targets } from "./targets.ts";

const others: readonly Subrequest[] = [outline, targets, lint, convertLlb];

/** Every subrequest, in the order in which they are listed. */
export const subrequests: readonly Subrequest[] = [...others, describe(others)];

/** The answer to a subrequest by its name; rejects with a typed error for an unknown one. @mirrors frontend/dockerui/requests.go Client.HandleSubrequest */
export async function answerSubrequest(name: string, build: OpenBuild, warn: Warn): Promise<Result> {
  const subrequest = subrequests.find(({ description }) => description.name === name);
  if (subrequest === undefined) throw unsupportedSubrequest(name);
  return subrequest.answer(build, warn);
}
