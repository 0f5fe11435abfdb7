import { type AddInstruction, addFlags } from "./add.ts";
import type { ArgInstruction } from "./arg.ts";
import { type CmdInstruction, cmdFlags } from "./cmd.ts";
import { type CopyInstruction, copyFlags } from "./copy.ts";
import { type EntrypointInstruction, entrypointFlags } from "./entrypoint.ts";
import { type EnvInstruction, envFlags } from "./env.ts";
import { type ExposeInstruction, exposeFlags } from "./expose.ts";
import type { FlagSchema } from "./flag.ts";
import { type FromInstruction, fromFlags } from "./from.ts";
import { type HealthcheckInstruction, healthcheckFlags } from "./healthcheck.ts";
import type { InvalidInstruction } from "./invalid.ts";
import { type LabelInstruction, labelFlags } from "./label.ts";
import { type MaintainerInstruction, maintainerFlags } from "./maintainer.ts";
import { type OnbuildInstruction, onbuildFlags } from "./onbuild.ts";
import { type RunInstruction, runFlags } from "./run.ts";
import { type ShellInstruction, shellFlags } from "./shell.ts";
import type { StopsignalInstruction } from "./stopsignal.ts";
import { type UserInstruction, userFlags } from "./user.ts";
import { type VolumeInstruction, volumeFlags } from "./volume.ts";
import { type WorkdirInstruction, workdirFlags } from "./workdir.ts";

/** The instructions by keyword, in the order of their names. */
export interface InstructionByKeyword {
  add: AddInstruction;
  arg: ArgInstruction;
  cmd: CmdInstruction;
  copy: CopyInstruction;
  entrypoint: EntrypointInstruction;
  env: EnvInstruction;
  expose: ExposeInstruction;
  from: FromInstruction;
  healthcheck: HealthcheckInstruction;
  label: LabelInstruction;
  maintainer: MaintainerInstruction;
  onbuild: OnbuildInstruction;
  run: RunInstruction;
  shell: ShellInstruction;
  stopsignal: StopsignalInstruction;
  user: UserInstruction;
  volume: VolumeInstruction;
  workdir: WorkdirInstruction;
}

/** A keyword in lower case. */
export type Keyword = keyof InstructionByKeyword;

/** An instruction without error. */
export type ValidInstruction = InstructionByKeyword[Keyword];

/** A node of a Dockerfile. */
export type Instruction = ValidInstruction | InvalidInstruction;

/** The flags of every instruction; undefined where the reference does not look at flags at all. */
export const flagSchemas = {
  add: addFlags,
  arg: undefined,
  cmd: cmdFlags,
  copy: copyFlags,
  entrypoint: entrypointFlags,
  env: envFlags,
  expose: exposeFlags,
  from: fromFlags,
  healthcheck: healthcheckFlags,
  label: labelFlags,
  maintainer: maintainerFlags,
  onbuild: onbuildFlags,
  run: runFlags,
  shell: shellFlags,
  stopsignal: undefined,
  user: userFlags,
  volume: volumeFlags,
  workdir: workdirFlags,
} as const satisfies Record<Keyword, FlagSchema | undefined>;

/** All keywords in lower case, sorted. */
export const keywords = Object.keys(flagSchemas) as readonly Keyword[];
