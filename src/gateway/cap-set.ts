/** Capabilities of a daemon, and the error for one that is missing. */
import { messages } from "./messages.ts";

/** One capability as a daemon announces it. */
export interface AnnouncedCap {
  readonly id: string;
  readonly enabled: boolean;
  readonly deprecated?: boolean;
  readonly disabledReason?: string;
  readonly disabledReasonMsg?: string;
  readonly disabledAlternative?: string;
}

/** One capability as this program knows it. */
export interface KnownCap {
  /** What it is in words, for messages; may be empty. */
  readonly name?: string;
  readonly status?: "experimental" | "prerelease" | "stable";
  /** The first version that has it, by product. */
  readonly added?: Readonly<Record<string, string>>;
}

/** The capabilities this program knows, by id. */
export type KnownCaps = ReadonlyMap<string, KnownCap>;

/** What a daemon can do. A capability that either side does not know is not supported. */
export interface CapSet {
  /** True when both sides know it and the daemon has it switched on. */
  supports(id: string): boolean;
  /** Throws `CapError` unless `supports(id)`. */
  require(id: string): void;
  /** True when the daemon announced it, even switched off. */
  announces(id: string): boolean;
}

/** A capability the daemon does not have, in the reference's words. */
export class CapError extends Error {
  readonly id: string;
  constructor(id: string, message: string) {
    super(message);
    this.name = "CapError";
    this.id = id;
  }
}

/**
 * Returns the set of `announced` capabilities, seen through what this program knows.
 * `product` is the daemon's product name for the words of a `CapError`.
 * @mirrors util/apicaps/caps.go CapSet.Supports, CapError.Error
 */
export function capSet(known: KnownCaps, announced: readonly AnnouncedCap[], product: string): CapSet {
  const byId = new Map(announced.filter((cap) => cap.id !== "").map((cap) => [cap.id, cap]));
  const supports = (id: string) => known.has(id) && byId.get(id)?.enabled === true;
  return {
    supports,
    require(id) {
      if (!supports(id)) throw new CapError(id, missingCap(id, known.get(id), byId.get(id), product));
    },
    announces: (id) => byId.has(id),
  };
}

/** Returns a set that has every capability of `known`, for compilation without a daemon and for tests. */
export function fullCapSet(known: KnownCaps): CapSet {
  return capSet(
    known,
    [...known.keys()].map((id) => ({ id, enabled: true })),
    "buildkit",
  );
}

function missingCap(
  id: string,
  known: KnownCap | undefined,
  announced: AnnouncedCap | undefined,
  product: string,
): string {
  if (known === undefined) return messages.unknownCap(id);
  const status = known.status ?? "experimental";
  const feature = { id, name: known.name ?? "", status: status === "stable" ? "" : status };
  if (announced !== undefined) return messages.disabledCap(feature, announced.disabledReasonMsg ?? "");
  return messages.unsupportedCap(feature, known.added?.[product] ?? "", product);
}
