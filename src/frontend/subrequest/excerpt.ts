import type { WireRange } from "../../text/span.ts";

const bar = "--------------------\n";

/**
 * The lines of a source that ranges cover, marked, with a few lines round them, as clients print a Dockerfile's part;
 * empty where the ranges lie outside. Ranges are 1-based and inclusive. @mirrors solver/errdefs/source.go Source.Print
 */
export function excerpt(filename: string, text: string, ranges: readonly WireRange[]): string {
  if (ranges.length === 0) return "";
  const lines = text.split("\n");
  const first = Math.min(...ranges.map((range) => range.start.line));
  const last = Math.max(0, ...ranges.map(endLine));
  if (first > lines.length || first < 1) return "";
  const shown = surroundings(first, Math.min(last, lines.length), lines.length);
  const parts = [`${filename}:${first}\n`, bar];
  for (let line = shown.first; line <= shown.last; line++) {
    const marked = ranges.some((range) => range.start.line <= line && endLine(range) >= line);
    parts.push(` ${String(line).padStart(3)} | ${marked ? ">>>" : "   "} ${lines[line - 1]}\n`);
  }
  parts.push(bar);
  return parts.join("");
}

/** Two lines of context, or four where a single line is marked; at an end of the file the other side gets more. */
function surroundings(first: number, last: number, count: number): { readonly first: number; readonly last: number } {
  const wanted = first === last ? 4 : 2;
  let from = first;
  let to = last;
  for (let taken = 0; taken < wanted; taken++) {
    if (from > 1) {
      from--;
      taken++;
    }
    if (to !== count) {
      to++;
      taken++;
    }
  }
  return { first: from, last: to };
}

function endLine(range: WireRange): number {
  return Math.max(range.end.line, range.start.line);
}
