import type { Diagnostic, RelatedSpan } from "./diagnostic.ts";
import type { SourceText } from "./source-text.ts";
import type { Span } from "./span.ts";

/** How a diagnostic is shown. */
export interface RenderOptions {
  /** ANSI colours. */
  readonly color?: boolean;
  /** Columns of the terminal; lines of the source are cut to fit. 100 where it is not given. */
  readonly width?: number;
}

const colors: Readonly<Record<Diagnostic["severity"], string>> = { error: "31", warning: "33", information: "36" };
const leastColumns = 20;

/**
 * Returns a diagnostic as text for a terminal, each line ended: where it is and what it says, the line before, the
 * line itself, and what of it is meant. Nothing of the source can act on the terminal.
 */
export function renderDiagnostic(diagnostic: Diagnostic, source: SourceText, options: RenderOptions = {}): string {
  const { code, severity, message, span, related = [], url } = diagnostic;
  const paint = (text: string, style: string) => (options.color === true ? `\u001b[${style}m${text}\u001b[0m` : text);
  const marks = (text: string) => paint(text, colors[severity]);
  const head = `${placeOf(span, source)}: ${paint(severity, `1;${colors[severity]}`)}: ${printable(message)} [${code}]\n`;
  const more = url === undefined ? [] : [`${printable(url)}\n`];
  const notes = related.flatMap((one) => note(one, source, options));
  return [head, ...excerpt(span, source, options, marks), ...notes, ...more].join("");
}

function note({ span, message }: RelatedSpan, source: SourceText, options: RenderOptions): string[] {
  return [`${placeOf(span, source)}: note: ${printable(message)}\n`, ...excerpt(span, source, options, (text) => text)];
}

/** `Dockerfile:3:7`: line and column count from 1, the column in characters. */
function placeOf(span: Span, source: SourceText): string {
  const line = source.lineOf(span.start);
  const before = source.text.slice(source.lineSpan(line).start, span.start);
  return `${printable(source.name)}:${line}:${[...before].length + 1}`;
}

function excerpt(span: Span, source: SourceText, options: RenderOptions, paint: (text: string) => string): string[] {
  if (source.lineCount === 0) return [];
  const line = source.lineOf(span.start);
  const gutter = String(line).length;
  const columns = Math.max(leastColumns, (options.width ?? 100) - gutter - 3);
  const row = (label: string, text: string) => `${label.padStart(gutter)} | ${text}`.replace(/ +$/, "").concat("\n");
  const { start, end } = source.lineSpan(line);
  const characters = [...source.text.slice(start, end)];
  const first = [...source.text.slice(start, Math.min(span.start, end))].length;
  const marked = Math.max(1, [...source.text.slice(Math.min(span.start, end), Math.min(span.end, end))].length);
  const from = windowStart(characters.length, { first, last: first + marked, columns });
  const shown = characters
    .slice(from, from + columns)
    .map(printable)
    .join("");
  const mark = "^".padEnd(Math.min(marked, columns - (first - from)), "~");
  const rows = [row(String(line), shown), row("", " ".repeat(first - from) + paint(mark))];
  if (line > 1) {
    const before = source.lineSpan(line - 1);
    const text = [...source.text.slice(before.start, before.end)].slice(from, from + columns);
    rows.unshift(row(String(line - 1), text.map(printable).join("")));
  }
  return rows;
}

/** The first character shown of a line too long to show: what is marked is in sight, with some of what precedes it. */
function windowStart(
  length: number,
  { first, last, columns }: { first: number; last: number; columns: number },
): number {
  if (length <= columns || last <= columns) return 0;
  const before = Math.floor(columns / 4);
  return Math.min(first - Math.min(first, before), Math.max(0, length - columns));
}

/** The text with each character that a terminal would act on, or cannot show, as one that it shows; a tab is a space. */
function printable(text: string): string {
  let result = "";
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const control = code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0xd800 && code <= 0xdfff);
    if (code === 0x09) result += " ";
    else result += control || isDirection(code) ? "\ufffd" : character;
  }
  return result;
}

/** Characters that turn the direction of what follows: they make a line read otherwise than it is. */
function isDirection(code: number): boolean {
  return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code === 0x2028 || code === 0x2029;
}
