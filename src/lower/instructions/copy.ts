import type { CopyInstruction } from "../../dockerfile/ast/copy.ts";
import { GoError } from "../../go/go-error.ts";
import { join } from "../../go/path.ts";
import { expander } from "../expander.ts";
import type { Step } from "../lowering-stage.ts";
import { messages } from "../messages.ts";
import { expandContents, lowerTransfer } from "./transfer.ts";

/** COPY. @mirrors frontend/dockerfile/dockerfile2llb/convert.go dispatch, convert_copy.go dispatchCopy */
export function lowerCopy(step: Step<CopyInstruction>): void {
  const { stage, instruction, command } = step;
  const expand = expander(step);
  const chown = expand(instruction.chown);
  const chmod = expand(instruction.chmod);
  const sources = instruction.sources.map(expand);
  const dest = expand(instruction.dest);
  const contents = expandContents(step);
  const [from] = command.sources;
  const source = from === undefined ? stage.context.mainContext : stage.context.lowered(from);
  if (source === undefined) {
    throw new GoError(messages.copyTooEarly(instruction.from, stage.plan.displayName));
  }
  const { link, parents, exclude } = instruction;
  lowerTransfer(step, {
    keyword: "COPY",
    source,
    ignore: from === undefined ? stage.context.ignore : undefined,
    sources,
    contents,
    dest,
    chown,
    chmod,
    link,
    parents,
    exclude,
    checksum: "",
    keepGitDir: undefined,
    unpack: undefined,
  });
  const used = from === undefined ? stage.contextPaths : from.usedPaths;
  for (const path of sources) used.add(join("/", path));
}
