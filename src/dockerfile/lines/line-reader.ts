import { GoError } from "../../go/go-error.ts";
import { isSpace, trimSpace } from "../../go/space.ts";
import type { LineRange, Span } from "../../text/span.ts";
import { decodeUtf8, encodeUtf8, isByteSurrogate, rejoinBytes } from "../../text/utf8.ts";
import type { Directive } from "../ast/directive.ts";
import type { Heredoc } from "../ast/heredoc.ts";
import { invalidEscapeDirective } from "../messages.ts";
import type { EscapeCharacter } from "../words/environment.ts";
import { DirectiveReader } from "./directives.ts";
import { Fault } from "./fault.ts";
import { LineScanner } from "./line-scanner.ts";
import type { LogicalLine } from "./logical-line.ts";

const hash = 0x23;
const noComments: readonly string[] = [];

/** An error in a directive, and the line to which the reference gives it: the one before. */
export interface DirectiveFault {
  readonly fault: Fault;
  readonly lines: LineRange;
  readonly span: Span;
}

/**
 * Joins the physical lines of a file to logical lines, one call after another. Comments and directives between them are
 * read on the way. @mirrors frontend/dockerfile/parser Parse
 */
export class LineReader {
  readonly directives: Directive[] = [];
  readonly faults: DirectiveFault[] = [];
  escape: EscapeCharacter = "\\";
  private readonly text: string;
  private readonly scanner: LineScanner;
  private readonly directiveReader = new DirectiveReader("#");
  private comments: string[] = [];
  /** Whether a line that is too long was met amid a logical line. */
  private stoppedInside = false;

  constructor(text: string) {
    this.text = text;
    this.scanner = new LineScanner(text);
  }

  /** The number of the physical line read last, or 0. */
  get lineNumber(): number {
    return this.scanner.count;
  }

  /** Where the content of the physical line read last ends. */
  get contentEnd(): number {
    return this.scanner.contentEnd;
  }

  /** Where the physical line starts that would be read next. */
  get nextLineStart(): number {
    return this.scanner.end;
  }

  /** Whether reading ended before a line that is too long. */
  get stoppedAtLongLine(): boolean {
    return this.scanner.isTooLong;
  }

  /** The next logical line; undefined at the end. */
  read(): LogicalLine | undefined {
    while (this.scanner.read()) {
      const line = this.begin();
      if (line !== undefined) return line;
    }
    return undefined;
  }

  /**
   * What the reference takes for one more line, though it is the start of one that is too long: only where that stands
   * amid a logical line does it read on. Undefined where there is none, or only a comment.
   */
  readCut(): LogicalLine | undefined {
    if (!this.stoppedInside) return undefined;
    this.scanner.readCut();
    return this.begin();
  }

  /** The logical line that begins with the physical line read last; undefined for a comment and an empty line. */
  private begin(): LogicalLine | undefined {
    const { contentEnd, count } = this.scanner;
    let { start } = this.scanner;
    if (count === 1 && this.text.charCodeAt(start) === 0xfeff) start++;
    const from = this.skipSpace(start, contentEnd);
    if (from < contentEnd && this.text.charCodeAt(from) === hash) {
      this.readComment(start, from, contentEnd);
      return undefined;
    }
    this.directiveReader.done = true;
    return from < contentEnd ? this.join(from) : undefined;
  }

  /** The body of a heredoc below the line read last; undefined where its terminator does not come. */
  readHeredoc({ name, chomp }: Heredoc): string | undefined {
    const bodyStart = this.scanner.end;
    while (this.scanner.read()) {
      let { start } = this.scanner;
      if (chomp) while (this.text.charCodeAt(start) === 0x09) start++;
      if (this.scanner.contentEnd - start === name.length && this.text.startsWith(name, start)) {
        return this.text.slice(bodyStart, this.scanner.start);
      }
    }
    return undefined;
  }

  private join(from: number): LogicalLine {
    const startLine = this.scanner.count;
    let end = this.partEnd(from);
    let text = this.text.slice(from, end < 0 ? this.scanner.contentEnd : end);
    // Asked of the source: asking the text that grows would copy it each time.
    let lastUnit = text === "" ? 0 : this.text.charCodeAt(from + text.length - 1);
    const parts = [0, from];
    let hasEmptyContinuation = false;
    let splitsCharacter = false;
    while (end >= 0 && this.scanner.read()) {
      const { start, contentEnd } = this.scanner;
      const first = this.skipSpace(start, contentEnd);
      if (first === contentEnd) {
        hasEmptyContinuation = true;
        continue;
      }
      if (this.text.charCodeAt(first) === hash) continue;
      end = this.partEnd(start);
      const partEnd = end < 0 ? contentEnd : end;
      if (partEnd === start) continue;
      splitsCharacter ||= isByteSurrogate(lastUnit) && isByteSurrogate(this.text.charCodeAt(start));
      lastUnit = this.text.charCodeAt(partEnd - 1);
      parts.push(text.length, start);
      text += this.text.slice(start, partEnd);
    }
    this.stoppedInside = end >= 0 && this.scanner.isTooLong;
    return {
      text: splitsCharacter ? rejoinBytes(text) : text,
      parts,
      lines: { start: startLine, end: this.scanner.count },
      span: { start: from, end: this.scanner.contentEnd },
      comments: this.takeComments(),
      hasEmptyContinuation,
    };
  }

  private takeComments(): readonly string[] {
    if (this.comments.length === 0) return noComments;
    const taken = this.comments;
    this.comments = [];
    return taken;
  }

  /**
   * Where the part of the current line ends that a continuation character follows, or -1 without one. It counts only if
   * it is not itself escaped, and blanks may follow it.
   */
  private partEnd(from: number): number {
    let end = this.scanner.contentEnd;
    while (end > from && isBlank(this.text.charCodeAt(end - 1))) end--;
    const last = end - 1;
    if (last < from || this.text.charAt(last) !== this.escape) return -1;
    return last > from && this.text.charAt(last - 1) === this.escape ? -1 : last;
  }

  private readComment(start: number, from: number, end: number): void {
    const comment = trimSpace(this.withoutFirstByte(start, end));
    if (comment === "") this.comments = [];
    else this.comments.push(comment);
    if (this.directiveReader.done) return;
    try {
      if (this.readDirective(from, end)) this.comments.pop();
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      const line = this.scanner.count - 1;
      const fault = new Fault("invalid-directive", error.message);
      this.faults.push({ fault, lines: { start: line, end: line }, span: { start: from, end } });
    }
  }

  private readDirective(start: number, end: number): boolean {
    const directive = this.directiveReader.read(this.text.slice(start, end));
    if (directive === undefined) return false;
    if (directive.name === "escape") {
      if (directive.value !== "\\" && directive.value !== "`")
        throw new GoError(invalidEscapeDirective(directive.value));
      this.escape = directive.value;
    }
    this.directives.push({ ...directive, line: this.scanner.count, span: { start, end } });
    return true;
  }

  /** The reference takes off the first byte of a comment's line, be it the `#` or a part of the space before it. */
  private withoutFirstByte(start: number, end: number): string {
    if (this.text.charCodeAt(start) < 0x80) return this.text.slice(start + 1, end);
    return decodeUtf8(encodeUtf8(this.text.slice(start, end)).subarray(1));
  }

  private skipSpace(start: number, end: number): number {
    let at = start;
    while (at < end && isSpace(this.text.charCodeAt(at))) at++;
    return at;
  }
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09;
}
