import type { SourceLocation } from "../llb/source-map.ts";
import { type LineRange, wireRanges } from "../text/span.ts";
import type { LoweringContext } from "./lowering-stage.ts";

/** Where a vertex says it comes from; nothing where the compilation has no source map. */
export function sourceLocations(
  { options }: Pick<LoweringContext, "options">,
  lines: LineRange | undefined,
): readonly SourceLocation[] {
  const { sourceMap } = options;
  if (sourceMap === undefined) return [];
  return [{ source: sourceMap, ranges: lines === undefined ? [] : wireRanges(lines) }];
}
