import { type AddInstruction, addFlags } from "../ast/add.ts";
import { flagValues } from "./flag-values.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import { readJsonOrWords } from "./read-json.ts";
import { requireDest, sourcesAndDest } from "./sources-and-dest.ts";

/** @mirrors frontend/dockerfile/instructions parseAdd */
export const add: InstructionParser<AddInstruction> = {
  readArguments: readJsonOrWords,
  build: (node, base) => {
    requireDest(node, "ADD");
    const flags = flagValues(node, addFlags);
    const { sources, contents, dest } = sourcesAndDest(node, "ADD");
    return {
      ...base,
      kind: "add",
      sources,
      contents,
      dest,
      chown: flags.chown ?? "",
      chmod: flags.chmod ?? "",
      link: flags.link === true,
      exclude: flags.exclude,
      checksum: flags.checksum ?? "",
      keepGitDir: flags["keep-git-dir"],
      unpack: flags.unpack,
    };
  },
};
