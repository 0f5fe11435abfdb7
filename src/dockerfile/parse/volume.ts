import { trimSpace } from "../../go/space.ts";
import { type VolumeInstruction, volumeFlags } from "../ast/volume.ts";
import { Fault } from "../lines/fault.ts";
import { emptyVolume } from "../messages.ts";
import { flagValues } from "./flag-values.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import { readJsonOrWords } from "./read-json.ts";
import { argumentsPlace, requireArguments } from "./require-arguments.ts";

/** @mirrors frontend/dockerfile/instructions parseVolume */
export const volume: InstructionParser<VolumeInstruction> = {
  readArguments: readJsonOrWords,
  build: (node, base) => {
    requireArguments(node, "VOLUME");
    flagValues(node, volumeFlags);
    const volumes = node.arguments.list.map(trimSpace);
    if (volumes.includes("")) throw new Fault("empty-volume", emptyVolume, argumentsPlace(node));
    return { ...base, kind: "volume", volumes };
  },
};
