import { chainOf } from "../../gateway/status.ts";
import type { LintWarning } from "../../lint/lint-warning.ts";
import { LocatedError } from "../../text/located-error.ts";
import { type WireRange, wireRanges } from "../../text/span.ts";
import { compilePlatform } from "../compile-platform.ts";
import { errorMessage } from "../error-message.ts";
import { faultOf } from "../internal-fault.ts";
import type { OpenBuild } from "../open-build.ts";
import { type LintReport, lintDescription, lintResult } from "./lint-result.ts";
import type { Subrequest } from "./subrequest.ts";

/** `frontend.lint`: what lint finds, and the error that ends the compilation. */
export const lint: Subrequest = {
  description: lintDescription,
  answer: async (build) => lintResult(await lintReport(build), build.entrypoint.source),
};

/** What lint finds in the target, or in all stages where none is named. @mirrors frontend/dockerfile/dockerfile2llb/convert.go DockerfileLint */
export async function lintReport(build: OpenBuild): Promise<LintReport> {
  const warnings: LintWarning[] = [];
  try {
    await compilePlatform(build, {
      warn: (warning) => warnings.push(warning),
      allStages: build.session.config.target === "",
    });
    return { warnings };
  } catch (error) {
    // What is wrong with this program is no finding in the file.
    if (faultOf(error) !== undefined) throw error;
    return { warnings, error: { message: errorMessage(error), ranges: errorRanges(error) } };
  }
}

function errorRanges(error: unknown): readonly WireRange[] {
  const located = chainOf(error).find((link) => link instanceof LocatedError);
  return mergedRanges(located?.locations.flatMap((location) => location.flatMap(wireRanges)) ?? []);
}

/** Ranges by first line, those that share a line as one. @mirrors frontend/dockerfile/dockerfile2llb/convert.go mergeLocations */
export function mergedRanges(ranges: readonly WireRange[]): readonly WireRange[] {
  const merged: WireRange[] = [];
  for (const range of [...ranges].sort((left, right) => left.start.line - right.start.line)) {
    const last = merged.at(-1);
    if (last === undefined || range.start.line > last.end.line) merged.push(range);
    else if (range.end.line > last.end.line) merged[merged.length - 1] = { start: last.start, end: range.end };
  }
  return merged;
}
