import type { fsutil } from "#proto/gateway.js";

type WireInt64 = NonNullable<fsutil.types.Stat.$Properties["size"]>;

/** Returns an integer within 2^53 as the generated code takes an int64: it reads plain numbers as well. */
export function int64(value: number): WireInt64 {
  return value as unknown as WireInt64;
}

/** Returns an int64 of the wire as a number; absent is 0. Beyond 2^53 it is the nearest double. */
export function numberOf(value: WireInt64 | null | undefined): number {
  return Number(String(value ?? 0));
}

/** Returns an int64 of the wire exactly; absent is 0. */
export function bigintOf(value: WireInt64 | null | undefined): bigint {
  return BigInt(String(value ?? 0));
}
