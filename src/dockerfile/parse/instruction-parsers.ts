import type { InstructionByKeyword } from "../ast/instructions.ts";
import { add } from "./add.ts";
import { arg } from "./arg.ts";
import { cmd } from "./cmd.ts";
import { copy } from "./copy.ts";
import { entrypoint } from "./entrypoint.ts";
import { env } from "./env.ts";
import { expose } from "./expose.ts";
import { from } from "./from.ts";
import { healthcheck } from "./healthcheck.ts";
import type { InstructionParser } from "./instruction-parser.ts";
import { label } from "./label.ts";
import { maintainer } from "./maintainer.ts";
import { onbuild } from "./onbuild.ts";
import { run } from "./run.ts";
import { shell } from "./shell.ts";
import { stopsignal } from "./stopsignal.ts";
import { user } from "./user.ts";
import { volume } from "./volume.ts";
import { workdir } from "./workdir.ts";

/** How each instruction is read, by its keyword in lower case. */
export const instructionParsers: {
  readonly [Name in keyof InstructionByKeyword]: InstructionParser<InstructionByKeyword[Name]>;
} = {
  add,
  arg,
  cmd,
  copy,
  entrypoint,
  env,
  expose,
  from,
  healthcheck,
  label,
  maintainer,
  onbuild,
  run,
  shell,
  stopsignal,
  user,
  volume,
  workdir,
};
