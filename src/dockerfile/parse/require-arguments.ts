import { Fault } from "../lines/fault.ts";
import { atLeastOneArgument, exactlyOneArgument } from "../messages.ts";
import type { RawNode } from "./raw-node.ts";

/** Throws a Fault where an instruction has no arguments. */
export function requireArguments({ arguments: { list } }: RawNode, keyword: string): void {
  if (list.length === 0) throw new Fault("missing-argument", atLeastOneArgument(keyword));
}

/** The argument of an instruction that has one; throws a Fault where there is none. */
export function onlyArgument({ arguments: { list } }: RawNode, keyword: string): string {
  const [only] = list;
  if (only === undefined || list.length !== 1) throw new Fault("missing-argument", exactlyOneArgument(keyword));
  return only;
}

/** The place of all arguments in the joined line. */
export function argumentsPlace({ split }: RawNode): { start: number; end: number } {
  return { start: split.restStart, end: split.restEnd };
}
