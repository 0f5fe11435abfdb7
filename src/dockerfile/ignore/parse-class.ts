import { GoError } from "../../go/go-error.ts";
import { isWordRune, type RuneSet } from "./expression.ts";
import { badPattern } from "./messages.ts";
import { type ExpressionReader, readEscapedRune, readEscapedSet } from "./parse-escape.ts";

/** The set of a bracket expression, after its `[`; a GoError where it has no end. @mirrors regexp/syntax parseClass */
export function parseClass(reader: ExpressionReader): RuneSet {
  const start = reader.at;
  const set = readClass(reader);
  const source = reader.characters.slice(start, reader.at).join("");
  const known = reader.classes.get(source);
  if (known === undefined) reader.classes.set(source, set);
  return known ?? set;
}

function readClass(reader: ExpressionReader): RuneSet {
  const { characters } = reader;
  const isNegated = characters[reader.at] === "^";
  if (isNegated) reader.at++;
  const sets: RuneSet[] = [];
  for (let isFirst = true; isFirst || characters[reader.at] !== "]"; isFirst = false) {
    if (reader.at >= characters.length) throw new GoError(badPattern);
    sets.push(readNamedSet(reader) ?? readClassSet(reader) ?? readRange(reader));
  }
  reader.at++;
  return (rune) => sets.some((set) => set(rune)) !== isNegated;
}

/** `[:alpha:]` and its like; undefined where no `:]` follows. */
function readNamedSet(reader: ExpressionReader): RuneSet | undefined {
  const { characters, at } = reader;
  if (characters[at] !== "[" || characters[at + 1] !== ":") return undefined;
  const end = findNamedSetEnd(reader, at + 2);
  if (end >= characters.length) return undefined;
  const name = characters.slice(at + 2, end).join("");
  const isNegated = name.startsWith("^");
  const set = namedSets.get(isNegated ? name.slice(1) : name);
  if (set === undefined) throw new GoError(badPattern);
  reader.at = end + 2;
  return isNegated ? (rune) => !set(rune) : set;
}

function findNamedSetEnd(reader: ExpressionReader, from: number): number {
  const { characters } = reader;
  let end = Math.max(reader.namedSetEnd, from);
  while (end < characters.length && !(characters[end] === ":" && characters[end + 1] === "]")) end++;
  reader.namedSetEnd = end;
  return end;
}

function readClassSet(reader: ExpressionReader): RuneSet | undefined {
  if (reader.characters[reader.at] !== "\\") return undefined;
  reader.at++;
  const set = readEscapedSet(reader);
  if (set === undefined) reader.at--;
  return set;
}

function readRange(reader: ExpressionReader): RuneSet {
  const low = readRune(reader);
  const isRange = reader.characters[reader.at] === "-" && (reader.characters[reader.at + 1] ?? "]") !== "]";
  if (isRange) reader.at++;
  const high = isRange ? readRune(reader) : low;
  if (high < low) throw new GoError(badPattern);
  return (rune) => rune >= low && rune <= high;
}

function readRune(reader: ExpressionReader): number {
  const character = reader.characters[reader.at++];
  if (character === undefined) throw new GoError(badPattern);
  return character === "\\" ? readEscapedRune(reader) : (character.codePointAt(0) as number);
}

const within =
  (low: number, high: number): RuneSet =>
  (rune) =>
    rune >= low && rune <= high;
const isDigit = within(0x30, 0x39);
const isLower = within(0x61, 0x7a);
const isUpper = within(0x41, 0x5a);
const isLetter: RuneSet = (rune) => isLower(rune) || isUpper(rune);
const isAlphanumeric: RuneSet = (rune) => isLetter(rune) || isDigit(rune);
const isGraphic = within(0x21, 0x7e);

const namedSets: ReadonlyMap<string, RuneSet> = new Map(
  Object.entries<RuneSet>({
    alnum: isAlphanumeric,
    alpha: isLetter,
    ascii: within(0, 0x7f),
    blank: (rune) => rune === 0x09 || rune === 0x20,
    cntrl: (rune) => rune <= 0x1f || rune === 0x7f,
    digit: isDigit,
    graph: isGraphic,
    lower: isLower,
    print: within(0x20, 0x7e),
    punct: (rune) => isGraphic(rune) && !isAlphanumeric(rune),
    space: (rune) => within(0x09, 0x0d)(rune) || rune === 0x20,
    upper: isUpper,
    word: isWordRune,
    xdigit: (rune) => isDigit(rune) || within(0x41, 0x46)(rune) || within(0x61, 0x66)(rune),
  }),
);
