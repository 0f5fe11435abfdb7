import type { Stage } from "../../dockerfile/ast/dockerfile.ts";
import type { Instruction } from "../../dockerfile/ast/instructions.ts";
import type { Platform } from "../../oci/platform.ts";
import type { LineRange } from "../../text/span.ts";
import type { NamedContext } from "../resolver.ts";

/** An instruction of a stage with the stages it reads from. */
export interface Command {
  readonly instruction: Instruction;
  /** Its lines, or those of the FROM whose base image triggered it. */
  readonly lines: LineRange;
  /** COPY: the stage of --from, if any. RUN: one a mount, in order. */
  readonly sources: readonly PlannedStage[];
  readonly triggered: boolean;
}

/**
 * A stage of the file, or an implicit one: the image that COPY --from or a mount names. Written by the plan pass;
 * resolving base images may put triggers before its commands (ONBUILD), nothing later changes it.
 */
export interface PlannedStage {
  /** The FROM block; absent for an implicit stage. */
  readonly source?: Stage;
  /** Name given by AS, lower case; empty without one. */
  readonly name: string;
  /** What progress shows: the name, `stage-N`, or nothing for the only stage of a file. */
  displayName: string;
  /** What FROM names, expanded. */
  readonly baseName: string;
  /** Lines of FROM, or of the COPY that names the image; absent where a mount does. */
  readonly lines?: LineRange;
  readonly platform?: Platform;
  /** The stage that FROM names, if it is one. */
  readonly base?: PlannedStage;
  /** What replaces the whole stage. */
  readonly namedContext?: NamedContext;
  readonly ignoreCache: boolean;
  commands: readonly Command[];
  /** Steps that progress counts. */
  stepTotal: number;
  /** Stages read from, with the last command that does. */
  readonly dependencies: Map<PlannedStage, Command>;
  /** Paths that others read from it, absolute; shared with its base. Filled while stages are lowered. */
  readonly usedPaths: Set<string>;
}

/** Whether the stage stands for an image that a COPY or mount names and no FROM does. */
export function isImplicit(stage: PlannedStage): boolean {
  return stage.source === undefined;
}

/** A new implicit stage on `baseName`. */
export function implicitStage(baseName: string, lines?: LineRange): PlannedStage {
  return {
    name: "",
    displayName: "",
    baseName,
    ...(lines !== undefined && { lines }),
    ignoreCache: false,
    commands: [],
    stepTotal: 0,
    dependencies: new Map(),
    usedPaths: new Set(),
  };
}
