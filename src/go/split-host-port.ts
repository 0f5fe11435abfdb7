import { GoError } from "./go-error.ts";
import { addressError } from "./messages.ts";

/**
 * The host of `[host]:port`, without the brackets; throws a GoError for what is not of that form.
 *
 * @mirrors net SplitHostPort
 */
export function bracketedHost(address: string): string {
  const fail = (reason: string): never => {
    throw new GoError(addressError(address, reason));
  };
  const end = address.indexOf("]");
  if (end === -1) return fail("missing ']' in address");
  if (end + 1 !== address.lastIndexOf(":")) {
    return fail(address[end + 1] === ":" ? "too many colons in address" : "missing port in address");
  }
  if (address.includes("[", 1)) return fail("unexpected '[' in address");
  if (address.includes("]", end + 1)) return fail("unexpected ']' in address");
  return address.slice(1, end);
}
