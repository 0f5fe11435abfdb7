import type { Instruction, InstructionByKeyword } from "../../dockerfile/ast/instructions.ts";
import type { LoweringStage, Step } from "../lowering-stage.ts";
import type { Command } from "../plan/planned-stage.ts";
import { lowerAdd } from "./add.ts";
import { lowerArg } from "./arg.ts";
import { lowerCmd } from "./cmd.ts";
import { lowerCopy } from "./copy.ts";
import { lowerEntrypoint } from "./entrypoint.ts";
import { lowerEnv } from "./env.ts";
import { lowerExpose } from "./expose.ts";
import { lowerHealthcheck } from "./healthcheck.ts";
import { lowerLabel } from "./label.ts";
import { lowerMaintainer } from "./maintainer.ts";
import { lowerOnbuild } from "./onbuild.ts";
import { lowerRun } from "./run.ts";
import { lowerShell } from "./shell.ts";
import { lowerStopsignal } from "./stopsignal.ts";
import { lowerUser } from "./user.ts";
import { lowerVolume } from "./volume.ts";
import { lowerWorkdir } from "./workdir.ts";

/** The instructions that stand inside a stage: all but FROM. */
type StageKeyword = Exclude<keyof InstructionByKeyword, "from">;

/** How each instruction changes its stage. */
export const lowerings: { readonly [K in StageKeyword]: (step: Step<InstructionByKeyword[K]>) => void } = {
  add: lowerAdd,
  arg: lowerArg,
  cmd: lowerCmd,
  copy: lowerCopy,
  entrypoint: lowerEntrypoint,
  env: lowerEnv,
  expose: lowerExpose,
  healthcheck: lowerHealthcheck,
  label: lowerLabel,
  maintainer: lowerMaintainer,
  onbuild: lowerOnbuild,
  run: lowerRun,
  shell: lowerShell,
  stopsignal: lowerStopsignal,
  user: lowerUser,
  volume: lowerVolume,
  workdir: lowerWorkdir,
};

/** Lowers one command of a stage. */
export function lowerInstruction(stage: LoweringStage, command: Command): void {
  const { instruction } = command;
  if (instruction.kind === "from" || instruction.kind === "invalid") return;
  const lower = lowerings[instruction.kind] as (step: Step<Instruction>) => void;
  lower({ stage, instruction, command });
}
