import { isByteSurrogate } from "../../text/utf8.ts";
import type { Step } from "./expression.ts";
import { type Moves, type Places, StepMasks } from "./step-masks.ts";

const lineFeed = 0x0a;
const slash = 0x2f;

/** An expression ready to be run on many texts. */
export class ExpressionRun {
  readonly #masks: StepMasks;
  /** The places reached so far. */
  readonly #reached: Places;
  /** Folders that have been entered, at the place of their step. */
  readonly #inside: Places;

  constructor(steps: readonly Step[]) {
    this.#masks = new StepMasks(steps);
    this.#reached = new Int32Array(this.#masks.words);
    this.#inside = new Int32Array(this.#masks.words);
  }

  /**
   * Whether the expression matches in any prefix of the text that ends at one of `ends` (ascending offsets, the text's
   * length the last), that place then being the text's end. One pass over the text with all places reached so far, 32
   * of them at a time: nothing is ever tried again.
   */
  matchesPrefix(text: string, ends: readonly number[]): boolean {
    const masks = this.#masks;
    this.#reached.fill(0);
    this.#inside.fill(0);
    let before = -1;
    let nextEnd = 0;
    for (let at = 0; at <= text.length; ) {
      if (at === 0 || !masks.isAnchored) this.#start();
      const rune = at < text.length ? runeAt(text, at) : -1;
      if (ends[nextEnd] === at) {
        nextEnd++;
        if (this.#isMatch(masks.passes(before, -1))) return true;
        if (nextEnd === ends.length) return false;
      }
      this.#follow(masks.passes(before, rune));
      if (this.#isMatch(undefined)) return true;
      if (!this.#take(masks.moves(rune), rune) && masks.isAnchored) return false;
      before = rune;
      at += rune > 0xffff ? 2 : 1;
    }
    return false;
  }

  #start(): void {
    const { starts } = this.#masks;
    for (let word = 0; word < starts.length; word++) {
      this.#reached[word] = (this.#reached[word] as number) | (starts[word] as number);
    }
  }

  /** Adds the places that are reached without taking a character: a carry runs through each row of passable places. */
  #follow(passable: Places): void {
    const reached = this.#reached;
    let carry = 0;
    for (let word = 0; word < reached.length; word++) {
      const pass = passable[word] as number;
      const bits = reached[word] as number;
      const sum = (pass >>> 0) + ((bits & pass) >>> 0) + carry;
      reached[word] = bits | ((sum | 0) ^ pass);
      carry = sum > 0xffff_ffff ? 1 : 0;
    }
  }

  /** Whether a final place is reached, or would be with `passable`. */
  #isMatch(passable: Places | undefined): boolean {
    const { finals } = this.#masks;
    const reached = this.#reached;
    let carry = 0;
    for (let word = 0; word < reached.length; word++) {
      let bits = reached[word] as number;
      if (passable !== undefined) {
        const pass = passable[word] as number;
        const sum = (pass >>> 0) + ((bits & pass) >>> 0) + carry;
        bits |= (sum | 0) ^ pass;
        carry = sum > 0xffff_ffff ? 1 : 0;
      }
      if ((bits & (finals[word] as number)) !== 0) return true;
    }
    return false;
  }

  /** Takes a character; false where no place is left. */
  #take({ one, any }: Moves, rune: number): boolean {
    const { folders } = this.#masks;
    const reached = this.#reached;
    const inside = this.#inside;
    const keep = rune === lineFeed ? 0 : -1;
    const leave = rune === slash ? -1 : 0;
    let carry = 0;
    let left = 0;
    for (let word = 0; word < reached.length; word++) {
      const bits = reached[word] as number;
      const entered = ((bits & (folders[word] as number)) | (inside[word] as number)) & keep;
      const moved = (bits & (one[word] as number)) | (entered & leave);
      const following = (moved << 1) | carry | (bits & (any[word] as number));
      carry = moved >>> 31;
      reached[word] = following;
      inside[word] = entered;
      left |= following | entered;
    }
    return left !== 0;
  }
}

function runeAt(text: string, at: number): number {
  const rune = text.codePointAt(at) as number;
  return isByteSurrogate(rune) ? 0xfffd : rune;
}
