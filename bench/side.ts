/** A figure of both sides. */
export interface Sides<T> {
  readonly ours: T;
  readonly reference: T;
}

/** Both sides measured in turns, ours first in every other round; rejects with what either rejects with. */
export async function inTurns<T>(rounds: number, measure: Sides<() => Promise<T>>): Promise<Sides<readonly T[]>> {
  const taken = { ours: [] as T[], reference: [] as T[] };
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? (["ours", "reference"] as const) : (["reference", "ours"] as const);
    for (const side of order) taken[side].push(await measure[side]());
  }
  return taken;
}

/** The middle value, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)] ?? Number.NaN;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** Both sides' medians. */
export function medians(values: Sides<readonly number[]>): Sides<number> {
  return { ours: median(values.ours), reference: median(values.reference) };
}
