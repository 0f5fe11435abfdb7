import { GoError } from "../../go/go-error.ts";
import { Fault } from "../lines/fault.ts";
import { splitFlag } from "./flag-values.ts";
import type { RawNode } from "./raw-node.ts";

/** The value of the flag of a name given for the `index`-th time; what is wrong with it becomes a Fault at that flag. */
export function faultAtFlag<Value>(node: RawNode, name: string, index: number, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    const flag = node.split.flags.filter((candidate) => splitFlag(candidate).name === name)[index];
    throw new Fault(`invalid-${name}`, error.message, flag);
  }
}
