import { GoError } from "../../go/go-error.ts";
import type { Step } from "./expression.ts";
import { badPattern } from "./messages.ts";
import type { ExpressionReader } from "./parse-escape.ts";

/** How often something is repeated; without `most`, as often as it can be. */
export interface Repeat {
  readonly least: number;
  readonly most: number | undefined;
}

/** Go repeats nothing more often. */
const mostTimes = 1000;
/** `{2}`, `{2,}` and `{2,3}`; no number starts with a zero but zero itself. */
const repeatSyntax = /^\{(0|[1-9][0-9]*)(?:(,)(0|[1-9][0-9]*)?)?\}$/;

/**
 * The repetition that stands next; undefined, and nothing read, where none does: any other brace is a literal. Throws a
 * GoError for numbers that Go refuses. @mirrors regexp/syntax parser.parseRepeat
 */
export function readRepeat(reader: ExpressionReader): Repeat | undefined {
  const { characters, at } = reader;
  if (characters[at] !== "{") return undefined;
  let end = at + 1;
  while (/^[0-9,]$/.test(characters[end] ?? "")) end++;
  const parts = repeatSyntax.exec(characters.slice(at, end + 1).join(""));
  if (parts === null) return undefined;
  reader.at = end + 1;
  const least = Number(parts[1]);
  const most = parts[2] === undefined ? least : parts[3] === undefined ? undefined : Number(parts[3]);
  if (least > mostTimes || (most !== undefined && (most > mostTimes || most < least))) throw new GoError(badPattern);
  return { least, most };
}

/** The steps that a repeated step becomes. */
export function repeated(step: Step, { least, most }: Repeat): readonly Step[] {
  if (most === 0) return [];
  // What takes any number of characters, or none, is the same however often it stands.
  if (step.kind !== "literal" && step.kind !== "one") return least === 0 && step.kind === "assert" ? [] : [step];
  const required = Array.from({ length: least }, () => step);
  if (most === undefined) {
    const set = step.kind === "one" ? step.set : (rune: number) => rune === step.rune;
    return [...required, { kind: "any", set }];
  }
  const optional: Step = { ...step, isOptional: true };
  return [...required, ...Array.from({ length: most - least }, () => optional)];
}
