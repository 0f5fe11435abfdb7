import type { RunInstruction } from "../../dockerfile/ast/run.ts";
import type { EscapeCharacter } from "../../dockerfile/words/environment.ts";
import { expandWord } from "../../dockerfile/words/expand-word.ts";
import { GoError, NumberError } from "../../go/go-error.ts";
import { atoi } from "../../go/parse-number.ts";
import { EnvList } from "../../llb/env-list.ts";
import { LocatedError } from "../../text/located-error.ts";
import type { LineRange } from "../../text/span.ts";
import { messages } from "../messages.ts";
import { findCycle } from "./find-cycle.ts";
import type { PlanContext } from "./plan-stages.ts";
import { type Command, implicitStage, type PlannedStage } from "./planned-stage.ts";
import type { StageTable } from "./stage-table.ts";

/** Gives every stage its commands with the stages they read from, adding implicit stages to the table. */
export function planCommands({ file }: PlanContext, table: StageTable): void {
  for (const stage of [...table.stages]) {
    stage.commands = (stage.source?.instructions ?? []).map((instruction) => {
      const command = commandOf({ instruction, lines: instruction.lines, triggered: false }, table, file.escape);
      addDependencies(stage, command, table);
      return command;
    });
  }
  const cycle = findCycle(table.stages);
  if (cycle === undefined) return;
  const message = messages.circularDependency(cycle.stage.displayName);
  throw new LocatedError(
    message,
    cycle.commands.map(({ lines }) => [lines]),
    new GoError(message),
  );
}

/**
 * The command with the stages it reads from, found or made.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/convert.go toCommand
 */
export function commandOf(command: Omit<Command, "sources">, table: StageTable, escape: EscapeCharacter): Command {
  const { instruction, lines, triggered } = command;
  return { instruction, lines, sources: sourcesOf(command, table, escape), triggered };
}

/** Shared: most commands read from no stage. */
const noSources: readonly PlannedStage[] = [];

function sourcesOf({ instruction, lines }: Omit<Command, "sources">, table: StageTable, escape: EscapeCharacter) {
  if (instruction.kind === "copy") return copySources(instruction.from, lines, { table, escape });
  return instruction.kind === "run" ? mountSources(instruction, table) : noSources;
}

/** Records what the command reads from; a new implicit stage joins the table. */
export function addDependencies(stage: PlannedStage, command: Command, table: StageTable): void {
  for (const source of command.sources) {
    stage.dependencies.set(source, command);
    if (!table.has(source)) table.add(source);
  }
}

interface SourceContext {
  readonly table: StageTable;
  readonly escape: EscapeCharacter;
}

function copySources(from: string, lines: LineRange, { table, escape }: SourceContext): readonly PlannedStage[] {
  if (from === "") return noSources;
  if (expandWord(from, EnvList.empty, { escape }).value !== from) throw new GoError(messages.fromVariable);
  const index = indexOf(from);
  if (index === undefined) return [table.findByName(from) ?? implicitStage(from, lines)];
  const stage = table.findByIndex(Number(index));
  if (stage === undefined) throw new GoError(messages.stageIndex(String(index)));
  return [stage];
}

/** The index that the text is; most are names, and reading them as a number would cost an error. */
function indexOf(from: string): bigint | undefined {
  const first = from.charCodeAt(0);
  if (first > 0x39) return undefined;
  try {
    return atoi(from);
  } catch (error) {
    if (error instanceof NumberError) return undefined;
    throw error;
  }
}

/** One stage a mount; where a mount names none, an empty one stands for it, whatever the mount's type is. */
function mountSources({ mountFrom }: RunInstruction, table: StageTable): readonly PlannedStage[] {
  if (mountFrom.length === 0) return noSources;
  return mountFrom.map((name) => {
    const from = name || "scratch";
    return table.findByName(from) ?? implicitStage(from);
  });
}
