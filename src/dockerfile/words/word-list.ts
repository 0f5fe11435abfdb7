import { isSpace } from "../../go/space.ts";

/** Collects the words of an expanded text. Its quirks are the reference's. @mirrors frontend/dockerfile/shell wordsStruct */
export class WordList {
  private readonly done: string[] = [];
  private open = "";
  private inWord = false;

  /** Adds text in which white space ends a word. */
  addText(text: string): void {
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      if (!isSpace(text.charCodeAt(at))) continue;
      if (at > from) this.addRaw(text.slice(from, at));
      if (this.inWord && this.open !== "") this.close();
      from = at + 1;
    }
    if (from < text.length) this.addRaw(text.slice(from));
  }

  /** Adds text in which white space is part of the word. */
  addRaw(text: string): void {
    this.open += text;
    this.inWord = true;
  }

  /**
   * Forgets what the open word holds so far: the reference does so, having one buffer for a text and for the operands
   * inside it, so that `foo${x:-bar}` is the word `bar`.
   */
  forgetOpen(): void {
    this.open = "";
  }

  finish(): string[] {
    if (this.open !== "") this.close();
    return this.done;
  }

  private close(): void {
    this.done.push(this.open);
    this.open = "";
    this.inWord = false;
  }
}
