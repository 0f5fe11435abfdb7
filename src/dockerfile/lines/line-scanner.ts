import { runeLength, utf8Length } from "../../text/utf8.ts";

/** The most bytes a line may have, its line feed not counted. @mirrors bufio MaxScanTokenSize */
export const longestLine = 65_535;

/**
 * Reads the physical lines of a text one after another, and stops for good before a line that is too long.
 * @mirrors bufio Scanner
 */
export class LineScanner {
  private readonly text: string;
  private next = 0;
  /** The number of lines read so far: the 1-based number of the line that was read last. */
  count = 0;
  /** Where the line starts. */
  start = 0;
  /** Where its content ends: before its line feed and the carriage returns before that. */
  contentEnd = 0;
  /** Where it ends with its line end. */
  end = 0;
  isTooLong = false;

  constructor(text: string) {
    this.text = text;
  }

  /** Reads a line; false at the end of the text and where the next line is too long. */
  read(): boolean {
    const start = this.next;
    if (this.isTooLong || start >= this.text.length) return false;
    const feed = this.text.indexOf("\n", start);
    const contentEnd = feed < 0 ? this.text.length : feed;
    if ((contentEnd - start) * 3 > longestLine && utf8Length(this.text.slice(start, contentEnd)) > longestLine) {
      this.isTooLong = true;
      return false;
    }
    this.take(start, contentEnd);
    this.end = feed < 0 ? this.text.length : feed + 1;
    this.next = this.end;
    return true;
  }

  /** Goes on, once, to what a full buffer holds of the line that is too long. */
  readCut(): void {
    let end = this.next;
    for (let bytes = 0; end < this.text.length; ) {
      const rune = this.text.codePointAt(end) as number;
      bytes += runeLength(rune);
      if (bytes > longestLine + 1) break;
      end += rune > 0xffff ? 2 : 1;
    }
    this.take(this.next, end);
  }

  private take(start: number, end: number): void {
    let contentEnd = end;
    while (contentEnd > start && this.text.charCodeAt(contentEnd - 1) === 0x0d) contentEnd--;
    this.start = start;
    this.contentEnd = contentEnd;
    this.count++;
  }
}
