import type { LineRange, Span } from "../../text/span.ts";

/** The physical lines of one instruction joined to one text, and where each part of it came from. */
export interface LogicalLine {
  /** Without the continuation characters, line ends, comments and empty lines between its parts. */
  readonly text: string;
  /** For each part, its offset in `text` and its offset in the source, one after the other. */
  readonly parts: readonly number[];
  /** The lines it was joined from; heredoc bodies come after them. */
  readonly lines: LineRange;
  /** From its first character that is no blank to the end of its last line. */
  readonly span: Span;
  /** The comments above it. */
  readonly comments: readonly string[];
  readonly hasEmptyContinuation: boolean;
}

/** The source span of a range of the joined text. */
export function sourceSpan(line: LogicalLine, start: number, end: number): Span {
  const from = sourceOffset(line, start);
  return { start: from, end: end > start ? Math.max(from, sourceOffset(line, end - 1) + 1) : from };
}

function sourceOffset({ parts, span }: LogicalLine, offset: number): number {
  let low = 0;
  let high = parts.length >> 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((parts[middle * 2] as number) <= offset) low = middle;
    else high = middle;
  }
  const place = (parts[low * 2 + 1] ?? span.start) + offset - (parts[low * 2] ?? 0);
  return Math.min(place, span.end);
}
