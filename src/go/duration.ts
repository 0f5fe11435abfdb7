import { encodeUtf8 } from "../text/utf8.ts";
import { GoError } from "./go-error.ts";
import { invalidDuration, missingDurationUnit, unknownDurationUnit } from "./messages.ts";

/**
 * The nanoseconds of a duration such as `1h15m30.9s`; throws a GoError for anything else, and where they do not fit
 * into 64 bits. @mirrors time ParseDuration
 */
export function parseDuration(text: string): bigint {
  const negative = text.startsWith("-");
  const body = negative || text.startsWith("+") ? text.slice(1) : text;
  if (body === "0") return 0n;
  if (body === "") throw new GoError(invalidDuration(quoteTimeText(text)));
  let total = 0n;
  let at = 0;
  while (at < body.length) {
    const part = durationPart(body, at, text);
    total += part.nanoseconds;
    if (total > limit) throw new GoError(invalidDuration(quoteTimeText(text)));
    at = part.end;
  }
  if (negative) return -total;
  if (total === limit) throw new GoError(invalidDuration(quoteTimeText(text)));
  return total;
}

/** A duration in nanoseconds as Go prints it: `1h15m30.9s`. @mirrors time Duration.String */
export function formatDuration(nanoseconds: bigint): string {
  if (nanoseconds < 0n) return `-${formatDuration(-nanoseconds)}`;
  if (nanoseconds === 0n) return "0s";
  if (nanoseconds < 1_000n) return `${nanoseconds}ns`;
  if (nanoseconds < 1_000_000n) return `${decimal(nanoseconds, 3)}µs`;
  if (nanoseconds < 1_000_000_000n) return `${decimal(nanoseconds, 6)}ms`;
  const minutes = nanoseconds / 60_000_000_000n;
  const seconds = `${decimal(nanoseconds % 60_000_000_000n, 9)}s`;
  if (minutes === 0n) return seconds;
  const hours = minutes / 60n;
  return hours === 0n ? `${minutes}m${seconds}` : `${hours}h${minutes % 60n}m${seconds}`;
}

/** A text as package time quotes it in errors: every byte outside printable ASCII as `\xNN`. */
export function quoteTimeText(text: string): string {
  let quoted = "";
  for (const byte of encodeUtf8(text)) {
    if (byte === 0x22 || byte === 0x5c) quoted += `\\${String.fromCharCode(byte)}`;
    else if (byte < 0x20 || byte >= 0x80) quoted += `\\x${byte.toString(16).padStart(2, "0")}`;
    else quoted += String.fromCharCode(byte);
  }
  return `"${quoted}"`;
}

const limit = 1n << 63n;
const unitNanoseconds: ReadonlyMap<string, bigint> = new Map([
  ["ns", 1n],
  ["us", 1_000n],
  ["\u00b5s", 1_000n],
  ["\u03bcs", 1_000n],
  ["ms", 1_000_000n],
  ["s", 1_000_000_000n],
  ["m", 60_000_000_000n],
  ["h", 3_600_000_000_000n],
]);

function durationPart(body: string, from: number, text: string): { nanoseconds: bigint; end: number } {
  const invalid = (): GoError => new GoError(invalidDuration(quoteTimeText(text)));
  const wholeEnd = digitsEnd(body, from);
  const hasPoint = body.charAt(wholeEnd) === ".";
  const numberEnd = hasPoint ? digitsEnd(body, wholeEnd + 1) : wholeEnd;
  const digits = numberEnd - from - (hasPoint ? 1 : 0);
  if (digits === 0) throw invalid();
  const whole = leadingInt(body.slice(from, wholeEnd));
  if (whole === undefined) throw invalid();
  let end = numberEnd;
  while (end < body.length && body.charAt(end) !== "." && !isDigitAt(body, end)) end++;
  if (end === numberEnd) throw new GoError(missingDurationUnit(quoteTimeText(text)));
  const unitText = body.slice(numberEnd, end);
  const unit = unitNanoseconds.get(unitText);
  if (unit === undefined) throw new GoError(unknownDurationUnit(quoteTimeText(unitText), quoteTimeText(text)));
  if (whole > limit / unit) throw invalid();
  const nanoseconds = whole * unit + fraction(body.slice(wholeEnd + 1, numberEnd), unit);
  if (nanoseconds > limit) throw invalid();
  return { nanoseconds, end };
}

/** The fraction's nanoseconds, through doubles as Go computes them. */
function fraction(digits: string, unit: bigint): bigint {
  let value = 0n;
  let scale = 1;
  for (const digit of digits) {
    const next = value * 10n + BigInt(digit);
    if (value > (limit - 1n) / 10n || next > limit) break;
    value = next;
    scale *= 10;
  }
  return value === 0n ? 0n : BigInt(Math.trunc(Number(value) * (Number(unit) / scale)));
}

/** Undefined when the number passes 2^63, which ends parsing at once. */
function leadingInt(digits: string): bigint | undefined {
  let significant = 0;
  while (significant < digits.length && digits.charAt(significant) === "0") significant++;
  if (digits.length - significant > 19) return undefined;
  const value = BigInt(digits === "" ? "0" : digits);
  return value > limit ? undefined : value;
}

function digitsEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && isDigitAt(text, at)) at++;
  return at;
}

function isDigitAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0x30 && unit <= 0x39;
}

/** value / 10^places without trailing zeros. */
function decimal(value: bigint, places: number): string {
  const scale = 10n ** BigInt(places);
  const rest = value % scale;
  if (rest === 0n) return String(value / scale);
  return `${value / scale}.${String(rest).padStart(places, "0").replace(/0+$/, "")}`;
}
