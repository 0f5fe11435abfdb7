import { GoError } from "../../go/go-error.ts";
import { toValid } from "../../text/utf8.ts";
import {
  emptyVariable,
  invalidPattern,
  requiredVariable,
  unsetVariable,
  unsupportedModifier,
  valueTooLong,
} from "../messages.ts";
import { findMatch, matchPrefix } from "./match-pattern.ts";
import { compilePattern, type Pattern } from "./pattern.ts";
import { fillTemplate } from "./replacement.ts";
import { Subject } from "./subject.ts";

/** A variable with a modifier, such as `${name:-operand}` or `${name/pattern/operand}`. */
export interface Variable {
  readonly name: string;
  /** `-`, `+`, `?`, `#`, `%`, `/`, or a character that is no modifier. */
  readonly modifier: string;
  /** The modifier with the colon before it. */
  readonly written: string;
  /** For `-+?`, whether an empty value counts as unset (`:`); for `/`, whether all matches are replaced (`//`). */
  readonly all: boolean;
  /** For `/`, once it has been read. */
  readonly pattern?: string;
}

/**
 * A word becomes no longer than this, in UTF-16 units, nor can a file or a message to a daemon: a few lines of
 * `ENV a=$a$a` would ask for more than any machine has.
 */
export const longestValue = 1 << 24;

/** A substitution that fails, with the reference's reason. */
export class SubstitutionError extends Error {
  readonly text: string;

  constructor(text: string) {
    super(text);
    this.text = text;
  }
}

/**
 * What a variable with a modifier becomes. `value` is undefined where the variable is not set, `operand` what follows
 * the modifier, expanded. Throws a SubstitutionError. @mirrors frontend/dockerfile/shell shellWord.processDollar
 */
export function substitute(variable: Variable, value: string | undefined, operand: string, keepUnset: boolean): string {
  if (keepUnset && value === undefined) return asWritten(variable, operand);
  const isUnset = value === undefined || (variable.all && value === "");
  switch (variable.modifier) {
    case "-":
      return isUnset ? operand : value;
    case "+":
      return isUnset ? "" : operand;
    case "?":
      if (!isUnset) return value;
      throw new SubstitutionError(
        requiredVariable(variable.name, operand || (value === undefined ? unsetVariable : emptyVariable)),
      );
    case "#":
      return withoutPrefix(value ?? "", operand);
    case "%":
      return withoutSuffix(value ?? "", operand);
    case "/":
      return replaceMatches(value ?? "", variable, operand);
    default:
      throw new SubstitutionError(unsupportedModifier(variable.written));
  }
}

function asWritten(variable: Variable, operand: string): string {
  if (variable.modifier === "/") return `\${${variable.name}/${variable.pattern ?? ""}/${operand}}`;
  return `\${${variable.name}${variable.written}${operand}}`;
}

/** `${v#p}` takes the shortest prefix, `${v##p}` the longest. */
function withoutPrefix(value: string, operand: string): string {
  const greedy = operand.startsWith("#");
  return textWithoutPrefix(value, greedy ? operand.slice(1) : operand, greedy);
}

/** As `withoutPrefix` from the other end: both texts are turned round, so that the match is at the start. */
function withoutSuffix(value: string, operand: string): string {
  const greedy = operand.startsWith("%");
  const pattern = reversedPattern(greedy ? operand.slice(1) : operand);
  return reversed(textWithoutPrefix(reversed(toValid(value)), pattern, greedy));
}

function textWithoutPrefix(value: string, patternText: string, greedy: boolean): string {
  const pattern = patternOf(patternText);
  const subject = new Subject(value);
  const end = matchPrefix(pattern, subject, greedy);
  return end < 0 ? value : subject.slice(end, subject.points.length);
}

function replaceMatches(value: string, variable: Variable, replacement: string): string {
  const pattern = patternOf(variable.pattern ?? "");
  const subject = new Subject(value);
  if (variable.all) return replaceAllMatches(subject, pattern, replacement);
  const match = findMatch(pattern, subject, 0);
  if (match === undefined) return value;
  return subject.slice(0, match.start) + replacement + subject.slice(match.end, subject.points.length);
}

/**
 * All matches replaced. As Go has it, the replacement is a template (`$0` is the match), and an empty match right after
 * another match is left alone. @mirrors regexp Regexp.ReplaceAllString
 */
function replaceAllMatches(subject: Subject, pattern: Pattern, replacement: string): string {
  const length = subject.points.length;
  let result = "";
  let copied = 0;
  for (let from = 0; from <= length; ) {
    const match = findMatch(pattern, subject, from);
    if (match === undefined) break;
    result += subject.slice(copied, match.start);
    if (match.end > copied || match.start === 0) {
      result += fillTemplate(replacement, () => subject.slice(match.start, match.end));
    }
    if (result.length > longestValue) throw new SubstitutionError(valueTooLong(longestValue));
    copied = match.end;
    from = Math.max(from + 1, match.end);
  }
  return result + subject.slice(copied, length);
}

function patternOf(text: string): Pattern {
  try {
    return compilePattern(text);
  } catch (error) {
    throw error instanceof GoError ? new SubstitutionError(invalidPattern(text, error.message)) : error;
  }
}

/** The text from its last code point to its first. */
function reversed(text: string): string {
  return [...text].reverse().join("");
}

/** The pattern turned round, each escaped character still after its escape. @mirrors shell reversePattern */
function reversedPattern(pattern: string): string {
  const points = [...pattern];
  const turned: string[] = [];
  for (let at = 0; at < points.length; at++) {
    const point = points[at] as string;
    if (point === "\\" && at + 1 < points.length) turned.push(point + (points[++at] as string));
    else turned.push(point);
  }
  return turned.reverse().join("");
}
