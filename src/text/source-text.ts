import type { LineRange, Span } from "./span.ts";
import { decodeUtf8, encodeUtf8 } from "./utf8.ts";

/** One file as bytes and as text; the text loses no byte (an invalid one is a lone surrogate). */
export interface SourceText {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly text: string;
  /** The number of lines; a line end at the end of the text opens no further line. */
  readonly lineCount: number;
  /** The 1-based line of a UTF-16 offset; a line end belongs to the line it ends. */
  lineOf(offset: number): number;
  /** The span of a 1-based line without its line end (`\n`, and any `\r` before it). */
  lineSpan(line: number): Span;
}

/** The source of bytes or text; a text may hold byte surrogates. */
export function sourceText(content: Uint8Array | string, name: string): SourceText {
  return typeof content === "string"
    ? new LazySource(name, undefined, content)
    : new LazySource(name, content, decodeUtf8(content));
}

/** The whole lines that a span touches. */
export function lineRangeOf(source: SourceText, span: Span): LineRange {
  const start = source.lineOf(span.start);
  return { start, end: Math.max(start, source.lineOf(Math.max(span.start, span.end - 1))) };
}

class LazySource implements SourceText {
  readonly name: string;
  readonly text: string;
  private encoded: Uint8Array | undefined;
  private starts: readonly number[] | undefined;

  constructor(name: string, bytes: Uint8Array | undefined, text: string) {
    this.name = name;
    this.encoded = bytes;
    this.text = text;
  }

  get bytes(): Uint8Array {
    this.encoded ??= encodeUtf8(this.text);
    return this.encoded;
  }

  get lineCount(): number {
    return this.lineStarts().length;
  }

  lineOf(offset: number): number {
    const starts = this.lineStarts();
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  lineSpan(line: number): Span {
    const starts = this.lineStarts();
    const start = starts[Math.max(line, 1) - 1] ?? this.text.length;
    let end = this.text.indexOf("\n", start);
    if (end < 0) end = this.text.length;
    while (end > start && this.text.charCodeAt(end - 1) === 0x0d) end--;
    return { start, end };
  }

  private lineStarts(): readonly number[] {
    if (this.starts !== undefined) return this.starts;
    const starts = [0];
    for (let at = this.text.indexOf("\n"); at >= 0 && at + 1 < this.text.length; at = this.text.indexOf("\n", at + 1)) {
      starts.push(at + 1);
    }
    this.starts = starts;
    return starts;
  }
}
