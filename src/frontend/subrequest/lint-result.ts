import type { Result, SourceInfo } from "../../gateway/gateway.ts";
import { locationGoJson, sourceInfoGoJson } from "../../gateway/go-structs.ts";
import { compareCodePoints } from "../../go/code-point-order.ts";
import { type JsonValue, struct } from "../../go/encode-json.ts";
import { sortSlice } from "../../go/sort-slice.ts";
import type { LintWarning } from "../../lint/lint-warning.ts";
import type { WireRange } from "../../text/span.ts";
import { decodeUtf8, toValid } from "../../text/utf8.ts";
import { excerpt } from "./excerpt.ts";
import { textUnlessEmpty } from "./location-json.ts";
import { metadataResult, type SubrequestDescription } from "./subrequest.ts";

/** What lint found, in the order it was found, and the error that ended the compilation. */
export interface LintReport {
  readonly warnings: readonly LintWarning[];
  readonly error?: { readonly message: string; readonly ranges: readonly WireRange[] } | undefined;
}

export const lintDescription: SubrequestDescription = {
  name: "frontend.lint",
  version: "1.0.0",
  description: "Lint a Dockerfile",
  opts: [],
  metadata: ["result.json", "result.txt", "result.statuscode"],
};

/** The report as JSON, for people, and as an exit code. @mirrors frontend/subrequests/lint/lint.go LintResults.ToResult */
export function lintResult(report: LintReport, source: SourceInfo): Result {
  const failed = report.warnings.length > 0 || report.error !== undefined;
  return metadataResult(lintDescription, lintJson(report, source), {
    "result.txt": lintText(report.warnings, source),
    "result.statuscode": failed ? "1" : "0",
  });
}

/** The report as Go writes it; `sources` is null where no source is given. */
export function lintJson(report: LintReport, source: SourceInfo | undefined): JsonValue {
  return struct({
    warnings: report.warnings.length === 0 ? null : report.warnings.map(warningJson),
    sources: source === undefined ? null : [sourceInfoGoJson(source)],
    buildError:
      report.error && struct({ message: report.error.message, location: locationGoJson(report.error.ranges) }),
  });
}

function warningJson(warning: LintWarning): JsonValue {
  return struct({
    ruleName: warning.rule,
    description: textUnlessEmpty(warning.description),
    url: textUnlessEmpty(warning.url),
    detail: textUnlessEmpty(warning.message),
    location: locationGoJson(warning.ranges),
  });
}

/** The warnings with their lines, sorted by line. @mirrors frontend/subrequests/lint/lint.go LintResults.PrintTo */
export function lintText(warnings: readonly LintWarning[], source: SourceInfo): string {
  const text = decodeUtf8(source.data);
  const sorted = sortSlice(warnings, standsBefore);
  return sorted.map((warning) => warningText(warning, toValid(source.filename), text)).join("");
}

function standsBefore(left: LintWarning, right: LintWarning): boolean {
  const [leftRange] = left.ranges;
  const [rightRange] = right.ranges;
  if (leftRange === undefined && rightRange === undefined) return compareCodePoints(left.rule, right.rule) < 0;
  if (leftRange === undefined || rightRange === undefined) return leftRange === undefined;
  return leftRange.start.line < rightRange.start.line;
}

function warningText(warning: LintWarning, filename: string, source: string): string {
  const url = warning.url === "" ? "" : ` - ${toValid(warning.url)}`;
  const head = `\nWARNING: ${toValid(warning.rule)}${url}\n${toValid(warning.message)}\n`;
  return head + excerpt(filename, source, warning.ranges);
}
