import type { InstructionBase } from "../ast/instruction-base.ts";
import type { ArgumentReader } from "./arguments.ts";
import type { RawNode } from "./raw-node.ts";

/** How one instruction is read. */
export interface InstructionParser<Instruction> {
  /** Splits what follows keyword and flags. */
  readonly readArguments: ArgumentReader;
  /** The instruction of a node that was split; throws a Fault where it is wrong. */
  readonly build: (node: RawNode, base: InstructionBase) => Instruction;
}
