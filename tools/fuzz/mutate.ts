import { gitLine } from "./git-line.ts";
import type { Random } from "./random.ts";
import { heads, lines, pieces } from "./snippets.ts";

type Mutation = (text: string, random: Random, others: readonly string[]) => string;

const split = (text: string): string[] => text.split("\n");

function inLines(change: (list: string[], random: Random, others: readonly string[]) => void): Mutation {
  return (text, random, others) => {
    const list = split(text);
    change(list, random, others);
    return list.join("\n");
  };
}

const place = (list: readonly string[], random: Random): number => random.below(list.length + 1);

/** A snippet is most welcome at the end of an instruction: behind a line that does not continue. */
function insertSnippet(list: string[], random: Random): void {
  for (let tries = 0; tries < 8; tries += 1) {
    const at = place(list, random);
    if (at > 0 && /[\\`]\s*$/.test(list[at - 1] as string)) continue;
    list.splice(at, 0, random.pick(lines));
    return;
  }
}

/** Mutations that mostly leave a file that converts. */
const gentle: readonly Mutation[] = [
  inLines(insertSnippet),
  inLines((list, random) => void list.push(random.once(12) ? gitLine(random) : random.pick(lines))),
  inLines((list, random) => void list.splice(random.below(list.length), 1)),
  inLines((list, random) => void list.splice(place(list, random), 0, list[random.below(list.length)] ?? "")),
  inLines((list, random) => void list.unshift(random.pick(heads))),
  (text, random) => text.replace(/^[A-Za-z]+/gm, (keyword) => (random.once(4) ? keyword.toLowerCase() : keyword)),
  (text) => text.replaceAll("\n", "\r\n"),
  (text, random) => text.replace(/ /g, (blank) => (random.once(12) ? "\t " : blank)),
  (text, random) => text.replace(/\w+/g, (word) => (random.once(40) ? `\${${word}:-${word}}` : word)),
];

/** Mutations that break things. */
const harsh: readonly Mutation[] = [
  (text, random) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.pick(pieces) + text.slice(at);
  },
  (text, random) => {
    const at = random.below(text.length);
    return text.slice(0, at) + text.slice(at + 1 + random.below(4));
  },
  (text, random) => {
    const at = random.below(text.length);
    return text.slice(0, at) + random.pick(pieces) + text.slice(at + 1);
  },
  inLines((list, random) => {
    const at = random.below(list.length);
    const other = random.below(list.length);
    [list[at], list[other]] = [list[other] as string, list[at] as string];
  }),
  inLines((list, random, others) => {
    const donor = split(random.pick(others));
    const from = random.below(donor.length);
    list.splice(place(list, random), 0, ...donor.slice(from, from + 1 + random.below(6)));
  }),
  (text, random) => text.slice(0, random.below(text.length)),
];

/** A mutant of a text: one to three changes, more often such that leave a file that converts. */
export function mutate(text: string, random: Random, others: readonly string[]): string {
  let mutant = text;
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    const mutation = random.once(6) ? random.pick(harsh) : random.pick(gentle);
    mutant = mutation(mutant, random, others);
  }
  return mutant;
}
