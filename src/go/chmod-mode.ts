import { GoError } from "./go-error.ts";
import { invalidSyntax } from "./messages.ts";
import { parseInt } from "./parse-number.ts";

/** A class of users whose bits a step copies. */
export type ModeClass = "u" | "g" | "o";

/**
 * One step of a mode change over the bits of chmod (octal 07777). `+`, `-` and `X` set or clear `bits`; a class copies
 * its own three bits to the classes `to`, within `bits`: it clears (`-`), sets (`+`) or replaces (`=`) them there.
 */
export interface ModeStep {
  readonly step: "+" | "-" | "X" | ModeClass;
  readonly bits: number;
  readonly copy: "" | "+" | "-" | "=";
  readonly to: readonly ModeClass[];
}

/**
 * The steps of an octal or symbolic mode of chmod(1), with a umask of 0. Throws a NumberError for bad digits after a
 * first digit, a GoError `invalid syntax` for anything else. @mirrors github.com/tonistiigi/dchapes-mode Parse
 */
export function parseMode(text: string): ModeStep[] {
  const first = text.charAt(0);
  if (text === "") throw new GoError(invalidSyntax);
  if (first >= "0" && first <= "9") return octalSteps(text);
  const reader: Reader = { text, at: 0, copied: false, steps: [] };
  do {
    readClause(reader);
  } while (reader.at < text.length);
  return merged(reader.steps);
}

export const permissionBits = 0o7777;
const setIdBits = 0o6000;
const standardBits = 0o6777;
const stickyBit = 0o1000;
const otherBits = 0o0007;
const allBits = 0xffff;

interface Reader {
  readonly text: string;
  at: number;
  /** Whether the bits of the last `=` are cleared already. */
  copied: boolean;
  readonly steps: ModeStep[];
}

function octalSteps(text: string): ModeStep[] {
  const bits = Number(parseInt(text, 8, 16));
  if ((bits & ~permissionBits) !== 0) throw new GoError(invalidSyntax);
  return [plainStep("-", permissionBits), plainStep("+", bits)];
}

/** `[ugoa...][+-=][perms...]...`, with the comma that ends it. */
function readClause(reader: Reader): void {
  const { text } = reader;
  let who = 0;
  for (; ; reader.at++) {
    if (reader.at >= text.length) throw new GoError(invalidSyntax);
    const bits = classBits[text.charAt(reader.at)];
    if (bits === undefined) break;
    who |= bits;
  }
  do {
    const op = text.charAt(reader.at++);
    if (op !== "+" && op !== "-" && op !== "=") throw new GoError(invalidSyntax);
    if (op === "=") reader.copied = false;
    who = readPermissions(reader, op, who & ~stickyBit);
  } while (reader.at < text.length && text.charAt(reader.at) !== ",");
  // What follows a comma is a clause, even nothing: that one then fails.
  if (reader.at < text.length && ++reader.at === text.length) throw new GoError(invalidSyntax);
}

const classBits: Readonly<Record<string, number>> = { a: standardBits, u: 0o4700, g: 0o2070, o: 0o0007 };
const permBits: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: 0o111 };

/** Reads the permissions after an operator; the classes in force, with the sticky bit where `t` was given. */
function readPermissions(reader: Reader, op: "+" | "-" | "=", classes: number): number {
  let who = classes;
  let bits = 0;
  let search = 0;
  const flush = (): void => {
    if (bits !== 0) addStep(reader, op, who, bits);
    if (bits !== 0 && op === "=") reader.copied = true;
    bits = 0;
  };
  for (; ; reader.at++) {
    const letter = reader.text.charAt(reader.at);
    // With classes that are "other" only, set-id and sticky bits mean nothing.
    const beyondOther = who === 0 || (who & ~otherBits) !== 0;
    if (letter === "s") bits |= beyondOther ? setIdBits : 0;
    else if (letter === "t") {
      if (beyondOther) {
        who |= stickyBit;
        bits |= stickyBit;
      }
    } else if (letter === "X") {
      if (op === "-") bits |= 0o111;
      else search = 0o111;
    } else if (letter === "u" || letter === "g" || letter === "o") {
      flush();
      if (op === "=") reader.copied = true;
      if (search !== 0) addStep(reader, "X", who, search);
      search = 0;
      reader.steps.push(copyStep(letter, who, op));
    } else if (permBits[letter] !== undefined) bits |= permBits[letter];
    else break;
  }
  if (bits === 0 && op === "=" && !reader.copied) {
    addStep(reader, op, who, bits);
    reader.copied = true;
  }
  flush();
  if (search !== 0) addStep(reader, "X", who, search);
  return who;
}

function addStep(reader: Reader, op: "+" | "-" | "=" | "X", who: number, bits: number): void {
  if (op === "=") reader.steps.push(plainStep("-", who === 0 ? standardBits : who));
  reader.steps.push(plainStep(op === "=" ? "+" : op, who === 0 ? bits : who & bits));
}

function plainStep(step: "+" | "-" | "X", bits: number): ModeStep {
  return { step, bits, copy: "", to: [] };
}

function copyStep(from: ModeClass, who: number, copy: "+" | "-" | "="): ModeStep {
  const classes: readonly ModeClass[] = ["u", "g", "o"];
  const to = classes.filter((name) => who === 0 || (who & (classBits[name] as number) & 0o444) !== 0);
  return { step: from, bits: allBits, copy, to };
}

/** Runs of `+`, `-` and `X` as at most one of each, in that order: `-`, `+`, `X`. */
function merged(steps: readonly ModeStep[]): ModeStep[] {
  const result: ModeStep[] = [];
  let clear = 0;
  let set = 0;
  let search = 0;
  const flush = (): void => {
    if (clear !== 0) result.push(plainStep("-", clear));
    if (set !== 0) result.push(plainStep("+", set));
    if (search !== 0) result.push(plainStep("X", search));
    clear = set = search = 0;
  };
  for (const step of steps) {
    if (step.step === "-") {
      clear |= step.bits;
      set &= ~step.bits;
      search &= ~step.bits;
    } else if (step.step === "+") {
      set |= step.bits;
      clear &= ~step.bits;
      search &= ~step.bits;
    } else if (step.step === "X") search |= step.bits & ~set;
    else {
      flush();
      result.push(step);
    }
  }
  flush();
  return result;
}
