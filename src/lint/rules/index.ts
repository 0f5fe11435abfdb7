import type { Rule } from "../rule.ts";
import { ConsistentInstructionCasing } from "./ConsistentInstructionCasing.ts";
import { CopyIgnoredFile } from "./CopyIgnoredFile.ts";
import { DuplicateStageName } from "./DuplicateStageName.ts";
import { ExposeInvalidFormat } from "./ExposeInvalidFormat.ts";
import { ExposeProtoCasing } from "./ExposeProtoCasing.ts";
import { FromAsCasing } from "./FromAsCasing.ts";
import { FromPlatformFlagConstDisallowed } from "./FromPlatformFlagConstDisallowed.ts";
import { InvalidBaseImagePlatform } from "./InvalidBaseImagePlatform.ts";
import { InvalidDefaultArgInFrom } from "./InvalidDefaultArgInFrom.ts";
import { InvalidDefinitionDescription } from "./InvalidDefinitionDescription.ts";
import { JSONArgsRecommended } from "./JSONArgsRecommended.ts";
import { LegacyKeyValueFormat } from "./LegacyKeyValueFormat.ts";
import { MaintainerDeprecated } from "./MaintainerDeprecated.ts";
import { MultipleInstructionsDisallowed } from "./MultipleInstructionsDisallowed.ts";
import { NoEmptyContinuation } from "./NoEmptyContinuation.ts";
import { RedundantTargetPlatform } from "./RedundantTargetPlatform.ts";
import { ReservedStageName } from "./ReservedStageName.ts";
import { SecretsUsedInArgOrEnv } from "./SecretsUsedInArgOrEnv.ts";
import { StageNameCasing } from "./StageNameCasing.ts";
import { UndefinedArgInFrom } from "./UndefinedArgInFrom.ts";
import { UndefinedVar } from "./UndefinedVar.ts";
import { WorkdirRelativePath } from "./WorkdirRelativePath.ts";

/** All rules. Those that listen to one event report in this order, which is the reference's. */
export const rules: readonly Rule[] = [
  NoEmptyContinuation,
  StageNameCasing,
  FromAsCasing,
  MaintainerDeprecated,
  InvalidDefinitionDescription,
  ReservedStageName,
  DuplicateStageName,
  ConsistentInstructionCasing,
  InvalidDefaultArgInFrom,
  UndefinedArgInFrom,
  RedundantTargetPlatform,
  FromPlatformFlagConstDisallowed,
  InvalidBaseImagePlatform,
  UndefinedVar,
  LegacyKeyValueFormat,
  SecretsUsedInArgOrEnv,
  WorkdirRelativePath,
  CopyIgnoredFile,
  MultipleInstructionsDisallowed,
  JSONArgsRecommended,
  ExposeProtoCasing,
  ExposeInvalidFormat,
];
