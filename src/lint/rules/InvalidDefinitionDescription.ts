import type { Instruction } from "../../dockerfile/ast/instructions.ts";
import { cut } from "../../go/trim.ts";
import type { Rule } from "../rule.ts";

/** A comment right above ARG or a named FROM that does not start with the name it describes. */
export const InvalidDefinitionDescription: Rule<[keyword: string, name: string]> = {
  name: "InvalidDefinitionDescription",
  description:
    "Comment for build stage or argument should follow the format: `# <arg/stage name> <description>`. If this is not intended to be a description comment, add an empty line or comment between the instruction and the comment.",
  url: "https://docs.docker.com/go/dockerfile/rule/invalid-definition-description/",
  experimental: true,
  message: (keyword, name) => `Comment for ${keyword} should follow the format: \`# ${name} <description>\``,
  checks: {
    instructionRead(instruction) {
      const { keyword, names } = definitionsOf(instruction);
      const comment = instruction.comments.at(-1);
      const [first] = names;
      if (comment === undefined || first === undefined || names.includes(cut(comment, " ")[0])) return [];
      const name = names.length > 1 ? "<arg_key>" : first;
      return [{ message: InvalidDefinitionDescription.message(keyword, name), lines: instruction.lines }];
    },
  },
};

function definitionsOf(instruction: Instruction): { keyword: string; names: readonly string[] } {
  if (instruction.kind === "arg") return { keyword: "ARG", names: instruction.pairs.map(({ key }) => key) };
  const named = instruction.kind === "from" && instruction.name !== "";
  return { keyword: "FROM", names: named ? [instruction.name] : [] };
}
