import { toUpper } from "../../go/letter-case.ts";
import { trimSpace } from "../../go/space.ts";
import { type OnbuildInstruction, onbuildFlags } from "../ast/onbuild.ts";
import { Fault } from "../lines/fault.ts";
import { chainedOnbuild, forbiddenTrigger } from "../messages.ts";
import { flagValues } from "./flag-values.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import type { RawNode } from "./raw-node.ts";
import { readText } from "./read-text.ts";
import { argumentsPlace, requireArguments } from "./require-arguments.ts";

/** Its arguments are the trigger's, read with the node. @mirrors frontend/dockerfile/instructions parseOnBuild */
export const onbuild: InstructionParser<OnbuildInstruction> = {
  readArguments: readText,
  build: (node, base) => {
    requireArguments(node, "ONBUILD");
    flagValues(node, onbuildFlags);
    const trigger = toUpper(trimSpace(node.arguments.list[0] as string));
    const place = argumentsPlace(node);
    if (trigger === "ONBUILD") throw new Fault("chained-onbuild", chainedOnbuild, place);
    if (trigger === "MAINTAINER" || trigger === "FROM") {
      throw new Fault("forbidden-trigger", forbiddenTrigger(trigger), place);
    }
    return { ...base, kind: "onbuild", expression: expressionOf(node) };
  },
};

/** The line after the keyword, flags and all, with the bodies and ends of its heredocs. */
function expressionOf({ line, heredocs }: RawNode): string {
  const bodies = heredocs.map(({ content, name }) => `\n${content}${name}`);
  return withoutKeyword(line.text) + bodies.join("");
}

/** Only ASCII letters and blanks are taken for the keyword here; written otherwise, it stays. */
function withoutKeyword(text: string): string {
  return text.replace(/^[\t\n\f\r ]*[Oo][Nn][Bb][Uu][Ii][Ll][Dd][\t\n\f\r ]*/, "");
}
