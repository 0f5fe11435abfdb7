import { GoError } from "./go-error.ts";
import { toUpper } from "./letter-case.ts";
import { invalidSignal } from "./messages.ts";
import { atoi } from "./parse-number.ts";
import { trimPrefix } from "./trim.ts";

/**
 * The number of a Linux signal given by number (any but 0) or by name, with or without SIG; throws a GoError for
 * anything else. @mirrors github.com/moby/sys/signal ParseSignal
 */
export function parseSignal(text: string): number {
  const number = numberOf(text) ?? numbers.get(trimPrefix(toUpper(text), "SIG"));
  if (number === undefined || number === 0) throw new GoError(invalidSignal(text));
  return number;
}

function numberOf(text: string): number | undefined {
  try {
    return Number(atoi(text));
  } catch {
    return undefined;
  }
}

const classic =
  "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS";
const leastRealTime = 34;
const mostRealTime = 64;

const numbers: ReadonlyMap<string, number> = new Map([
  ...classic.split(" ").map((name, index) => [name, index + 1] as const),
  ["CLD", 17],
  ["IOT", 6],
  ["POLL", 29],
  ["RTMIN", leastRealTime],
  ["RTMAX", mostRealTime],
  ...Array.from({ length: 15 }, (_, index) => [`RTMIN+${index + 1}`, leastRealTime + index + 1] as const),
  ...Array.from({ length: 14 }, (_, index) => [`RTMAX-${index + 1}`, mostRealTime - index - 1] as const),
]);
