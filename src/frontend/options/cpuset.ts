import { NumberError } from "../../go/go-error.ts";
import { atoi } from "../../go/parse-number.ts";
import { trimSpace } from "../../go/space.ts";
import { messages } from "../messages.ts";

const largest = 8192;

/**
 * Throws unless a text names a set of CPUs or memory nodes, such as `0-3,5`; empty elements are allowed.
 * @mirrors util/cpuset Parse
 */
export function checkCpuset(text: string): void {
  for (const untrimmed of text.split(",")) {
    const part = trimSpace(untrimmed);
    if (part === "") continue;
    const dash = part.indexOf("-");
    if (dash < 0) checkElement(part);
    else checkRange(part, part.slice(0, dash), part.slice(dash + 1));
  }
}

function checkElement(part: string): void {
  const index = indexOf(part);
  if (index === undefined) throw new Error(messages.cpusetElement(part));
  if (index > largest) throw new Error(messages.cpusetElementTooLarge(part, largest));
}

function checkRange(part: string, first: string, last: string): void {
  const low = indexOf(trimSpace(first));
  const high = indexOf(trimSpace(last));
  if (low === undefined || high === undefined || high < low) throw new Error(messages.cpusetRange(part));
  if (high > largest) throw new Error(messages.cpusetRangeTooLarge(part, largest));
}

function indexOf(text: string): bigint | undefined {
  try {
    const index = atoi(text);
    return index < 0 ? undefined : index;
  } catch (error) {
    if (error instanceof NumberError) return undefined;
    throw error;
  }
}
