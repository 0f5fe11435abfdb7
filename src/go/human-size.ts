import { utf8Length } from "../text/utf8.ts";
import { GoError } from "./go-error.ts";
import { toLower } from "./letter-case.ts";
import { invalidSize, invalidSizeSuffix } from "./messages.ts";
import { parseFloat } from "./parse-number.ts";

/**
 * The bytes of a size such as `64m`, `1.5GiB` or `1024`, units by 1,024; throws a GoError for anything else.
 * @mirrors github.com/docker/go-units RAMInBytes
 */
export function ramInBytes(text: string): bigint {
  let end = text.length;
  while (end > 0 && !"01234567890. ".includes(text.charAt(end - 1))) end--;
  if (end === 0) throw new GoError(invalidSize(text));
  const number = text.charAt(end - 1) === " " ? text.slice(0, end - 1) : text.slice(0, end);
  const size = parseFloat(number);
  if (size < 0) throw new GoError(invalidSize(text));
  return int64(size * unitOf(text.slice(end)));
}

const units: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40, p: 2 ** 50 };

function unitOf(written: string): number {
  if (written === "") return 1;
  if (utf8Length(written) > 3) throw new GoError(invalidSizeSuffix(written));
  const suffix = toLower(written);
  if (suffix === "b") return 1;
  const unit = units[suffix.charAt(0)];
  const length = utf8Length(suffix);
  // By length alone: an invalid byte grows to three when it is lowered, and is then let through.
  const hasBadEnd = (length === 2 && suffix !== `${suffix.charAt(0)}b`) || (length === 3 && suffix.slice(1) !== "ib");
  if (unit === undefined || hasBadEnd) throw new GoError(invalidSizeSuffix(suffix));
  return unit;
}

/** A double cut to an int64 as amd64 does it: what does not fit is the least int64. */
function int64(size: number): bigint {
  return Number.isFinite(size) && size < 2 ** 63 ? BigInt(Math.trunc(size)) : -(1n << 63n);
}
