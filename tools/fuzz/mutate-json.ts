import type { Random } from "./random.ts";
import { pieces } from "./snippets.ts";

/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const numbers = [0, 1, 8, 0o755, 65_536, 2_147_483_648];

/**
 * The value with one thing changed: a text, a number, a member, an item. What is put in comes from `donor` where that has
 * something in the same place, else from pieces that mean something in the language. Types stay as they are.
 */
export function mutateJson(value: Json, donor: Json | undefined, random: Random): Json {
  if (typeof value === "string") return mutateText(value, typeof donor === "string" ? donor : undefined, random);
  if (typeof value === "number") return random.pick(numbers);
  if (typeof value === "boolean") return !value;
  if (value === null) return value;
  if (Array.isArray(value)) return mutateList(value, Array.isArray(donor) ? donor : [], random);
  const ofDonor = typeof donor === "object" && donor !== null && !Array.isArray(donor) ? donor : {};
  return mutateMembers(value as Readonly<Record<string, Json>>, ofDonor as Readonly<Record<string, Json>>, random);
}

function mutateList(list: readonly Json[], donor: readonly Json[], random: Random): Json {
  const at = random.below(list.length);
  const pool = [...list, ...donor];
  if (pool.length === 0) return list;
  if (list.length === 0 || random.once(4)) return list.toSpliced(at, 0, random.pick(pool));
  if (random.once(4)) return list.toSpliced(at, 1);
  return list.with(at, mutateJson(list[at] as Json, donor[at] ?? random.pick(pool), random));
}

function mutateMembers(
  members: Readonly<Record<string, Json>>,
  donor: Readonly<Record<string, Json>>,
  random: Random,
): Json {
  const keys = Object.keys(members);
  const others = Object.keys(donor);
  if (others.length > 0 && (keys.length === 0 || random.once(3))) {
    const key = random.pick(others);
    return { ...members, [key]: donor[key] as Json };
  }
  if (keys.length === 0) return members;
  const key = random.pick(keys);
  if (random.once(8)) return Object.fromEntries(Object.entries(members).filter(([name]) => name !== key));
  return { ...members, [key]: mutateJson(members[key] as Json, donor[key], random) };
}

/** The text with one to three changes of a few characters; half of another one in its place, once in a while. */
export function mutateText(text: string, donor: string | undefined, random: Random): string {
  let mutant = text;
  for (let left = 1 + random.below(3); left > 0; left -= 1) mutant = changed(mutant, donor, random);
  return mutant.toWellFormed();
}

function changed(text: string, donor: string | undefined, random: Random): string {
  const at = random.below(text.length + 1);
  const before = text.slice(0, at);
  const after = text.slice(at);
  switch (random.below(7)) {
    case 0:
      return before + random.pick(pieces) + after;
    case 1:
      return before + after.slice(1 + random.below(3));
    case 2:
      return before + random.pick(pieces) + after.slice(1);
    case 3:
      return donor === undefined ? before + before : before + donor.slice(random.below(donor.length + 1));
    case 4:
      return before + after.slice(0, 1).repeat(2 + random.below(3)) + after.slice(1);
    case 5:
      return before + swapCase(after.slice(0, 1)) + after.slice(1);
    default:
      return before + (after[1] ?? "") + (after[0] ?? "") + after.slice(2);
  }
}

function swapCase(character: string): string {
  return character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase();
}
