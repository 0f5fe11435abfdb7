import type { KeyValue } from "../ast/key-value.ts";
import { Fault } from "../lines/fault.ts";
import { blankNames } from "../messages.ts";
import type { RawNode } from "./raw-node.ts";
import { argumentsPlace, requireArguments } from "./require-arguments.ts";

/** The pairs of ENV or LABEL; throws a Fault where there is none or one has no name. @mirrors instructions parseKvps */
export function keyValues(node: RawNode, keyword: string): readonly KeyValue[] {
  requireArguments(node, keyword);
  const pairs = node.arguments.pairs ?? [];
  if (pairs.some(({ key }) => key === "")) throw new Fault("blank-name", blankNames(keyword), argumentsPlace(node));
  return pairs;
}
