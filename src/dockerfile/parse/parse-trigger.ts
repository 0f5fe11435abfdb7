import { LocatedError } from "../../text/located-error.ts";
import type { LineRange } from "../../text/span.ts";
import type { ValidInstruction } from "../ast/instructions.ts";
import { singleTrigger, stageAsTrigger } from "../messages.ts";
import { buildInstruction } from "./build-instruction.ts";
import { joinFile } from "./parse-dockerfile.ts";

/** An instruction that can be a trigger. */
export type TriggerInstruction = Exclude<ValidInstruction, { kind: "from" }>;

/**
 * The instruction of an ONBUILD trigger from an image. It is a file of its own with its own escape character, and its
 * spans are offsets into the expression; its lines are those of the FROM that names the image, and errors (LocatedError)
 * have them, too. @mirrors frontend/dockerfile/dockerfile2llb initOnBuildTriggers
 */
export function parseTrigger(expression: string, lines: LineRange): TriggerInstruction {
  const { nodes, error } = joinFile(expression, (node) => buildInstruction({ ...node, lines }));
  if (error !== undefined) throw new LocatedError(error.message, [[lines]]);
  const [instruction] = nodes;
  if (instruction === undefined || nodes.length !== 1) throw new LocatedError(singleTrigger, [[lines]]);
  if (instruction.kind === "invalid") throw new LocatedError(instruction.diagnostic.message, [[lines]]);
  if (instruction.kind === "from") throw new LocatedError(stageAsTrigger, [[lines]]);
  return instruction;
}
