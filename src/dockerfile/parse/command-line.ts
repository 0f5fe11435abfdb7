import type { CommandLine } from "../ast/command-line.ts";
import type { RawNode } from "./raw-node.ts";

/** The command of RUN, CMD or ENTRYPOINT. @mirrors instructions parseShellDependentCommand */
export function commandLine(node: RawNode): CommandLine {
  return { args: node.arguments.list, json: node.arguments.json, heredocs: node.heredocs };
}
