/**
 * Whether a code point is in the general category of one letter (C L M N P S Z, in either case); undefined where there
 * is no such category. These are the engine's tables: newer than Go's in a few letters that no pattern names.
 */
export function isInCategory(rune: number, category: string): boolean | undefined {
  return categories[category.toUpperCase()]?.test(String.fromCodePoint(rune));
}

const categories: Readonly<Record<string, RegExp>> = {
  C: /\p{C}/u,
  L: /\p{L}/u,
  M: /\p{M}/u,
  N: /\p{N}/u,
  P: /\p{P}/u,
  S: /\p{S}/u,
  Z: /\p{Z}/u,
};
