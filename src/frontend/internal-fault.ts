import { chainOf } from "../gateway/status.ts";
import { messages } from "./messages.ts";

/** The link of an error's chain that says this program is wrong, not the user; undefined where there is none. */
export function faultOf(error: unknown): Error | undefined {
  return chainOf(error).find(isFault);
}

/** The error, or one that says this program is wrong where its chain holds such a link. */
export function markedFault(error: unknown): unknown {
  const fault = faultOf(error);
  return fault === undefined ? error : new Error(messages.internal(fault.message), { cause: fault });
}

function isFault(link: unknown): link is Error {
  return (
    link instanceof TypeError ||
    link instanceof RangeError ||
    link instanceof ReferenceError ||
    link instanceof SyntaxError
  );
}
