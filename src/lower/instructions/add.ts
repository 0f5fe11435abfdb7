import type { AddInstruction } from "../../dockerfile/ast/add.ts";
import { join } from "../../go/path.ts";
import { expander } from "../expander.ts";
import type { Step } from "../lowering-stage.ts";
import { expandContents, lowerTransfer } from "./transfer.ts";

/** ADD. @mirrors frontend/dockerfile/dockerfile2llb/convert.go dispatch, convert_copy.go dispatchCopy */
export function lowerAdd(step: Step<AddInstruction>): void {
  const { stage, instruction } = step;
  const expand = expander(step);
  const chown = expand(instruction.chown);
  const chmod = expand(instruction.chmod);
  const checksum = expand(instruction.checksum);
  const sources = instruction.sources.map(expand);
  const dest = expand(instruction.dest);
  const contents = expandContents(step);
  const { link, exclude, keepGitDir, unpack } = instruction;
  lowerTransfer(step, {
    keyword: "ADD",
    source: stage.context.mainContext,
    ignore: stage.context.ignore,
    sources,
    contents,
    dest,
    chown,
    chmod,
    link,
    parents: false,
    exclude,
    checksum,
    keepGitDir,
    unpack,
  });
  for (const path of sources) {
    if (!path.startsWith("http://") && !path.startsWith("https://")) stage.contextPaths.add(join("/", path));
  }
}
