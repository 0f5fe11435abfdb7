import { type CopyInstruction, copyFlags } from "../ast/copy.ts";
import { flagValues } from "./flag-values.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import { readJsonOrWords } from "./read-json.ts";
import { requireDest, sourcesAndDest } from "./sources-and-dest.ts";

/** @mirrors frontend/dockerfile/instructions parseCopy */
export const copy: InstructionParser<CopyInstruction> = {
  readArguments: readJsonOrWords,
  build: (node, base) => {
    requireDest(node, "COPY");
    const flags = flagValues(node, copyFlags);
    const { sources, contents, dest } = sourcesAndDest(node, "COPY");
    return {
      ...base,
      kind: "copy",
      sources,
      contents,
      dest,
      from: flags.from ?? "",
      chown: flags.chown ?? "",
      chmod: flags.chmod ?? "",
      link: flags.link === true,
      parents: flags.parents === true,
      exclude: flags.exclude,
    };
  },
};
