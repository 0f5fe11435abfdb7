import type { Result } from "../../gateway/gateway.ts";
import { alignColumns } from "../../go/align-columns.ts";
import { encodeBase64 } from "../../go/base64.ts";
import { type JsonValue, struct } from "../../go/encode-json.ts";
import type { WireRange } from "../../text/span.ts";
import { toValid } from "../../text/utf8.ts";
import { locationJsonIfAny, textUnlessEmpty } from "./location-json.ts";
import { metadataResult, type SubrequestDescription } from "./subrequest.ts";

/** A stage as `frontend.targets` lists it, its words as written. */
export interface TargetStage {
  /** Empty for a stage without a name. */
  readonly name: string;
  readonly default: boolean;
  readonly description: string;
  readonly base: string;
  /** Empty where FROM has no --platform. */
  readonly platform: string;
  readonly ranges: readonly WireRange[];
}

export const targetsDescription: SubrequestDescription = {
  name: "frontend.targets",
  version: "1.0.0",
  description: "List all targets current build supports",
  opts: [],
  metadata: ["result.json", "result.txt"],
};

/** The list as JSON and as a table. @mirrors frontend/subrequests/targets/targets.go List.ToResult */
export function targetsResult(targets: readonly TargetStage[], source: Uint8Array): Result {
  return metadataResult(targetsDescription, targetsJson(targets, source), { "result.txt": targetsText(targets) });
}

function targetsJson(targets: readonly TargetStage[], source: Uint8Array): JsonValue {
  return struct({ targets: targets.length === 0 ? null : targets.map(targetJson), sources: [encodeBase64(source)] });
}

/** One stage as Go writes it. */
export function targetJson(target: TargetStage): JsonValue {
  return struct({
    name: textUnlessEmpty(target.name),
    default: target.default ? true : undefined,
    description: textUnlessEmpty(target.description),
    base: textUnlessEmpty(target.base),
    platform: textUnlessEmpty(target.platform),
    location: locationJsonIfAny(target.ranges),
  });
}

/** The table for people. @mirrors frontend/subrequests/targets/targets.go PrintTargets */
export function targetsText(targets: readonly TargetStage[]): string {
  const rows = targets.map((target) => `${displayName(target)}\t${target.description}\n`);
  return alignColumns(toValid(`TARGET\tDESCRIPTION\n${rows.join("")}`), 1);
}

function displayName(target: TargetStage): string {
  if (!target.default) return target.name;
  return target.name === "" ? "(default)" : `${target.name} (default)`;
}
