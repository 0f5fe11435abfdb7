import { GoError } from "./go-error.ts";
import {
  invalidUlimit,
  invalidUlimitType,
  softLimitAboveHard,
  tooManyUlimits,
  unlimitedSoftLimit,
} from "./messages.ts";
import { parseInt } from "./parse-number.ts";
import { cut } from "./trim.ts";

/** A resource limit of a process; -1 is unlimited. */
export interface Ulimit {
  readonly name: string;
  readonly soft: bigint;
  readonly hard: bigint;
}

/** The limit written as `name=soft[:hard]`; throws a GoError for anything else. @mirrors github.com/docker/go-units ParseUlimit */
export function parseUlimit(text: string): Ulimit {
  const [name, values, found] = cut(text, "=");
  if (!found) throw new GoError(invalidUlimit(text));
  if (!names.has(name)) throw new GoError(invalidUlimitType(name));
  const parts = values.split(":");
  if (parts.length > 2) throw new GoError(tooManyUlimits(values));
  // The hard limit's error comes first.
  const given = parts[1] === undefined ? undefined : parseInt(parts[1], 10, 64);
  const soft = parseInt(parts[0] as string, 10, 64);
  const hard = given ?? soft;
  if (hard !== -1n && soft === -1n) throw new GoError(unlimitedSoftLimit(hard));
  if (hard !== -1n && soft > hard) throw new GoError(softLimitAboveHard(soft, hard));
  return { name, soft, hard };
}

const names: ReadonlySet<string> = new Set(
  "core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack".split(" "),
);
