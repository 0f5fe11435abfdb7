import type { Dockerfile } from "../dockerfile/ast/dockerfile.ts";
import type { Instruction } from "../dockerfile/ast/instructions.ts";
import { parseDirective } from "../dockerfile/lines/directives.ts";
import { type Observer, type Placed, silentObserver } from "../lower/observer.ts";
import type { PlannedStage } from "../lower/plan/planned-stage.ts";
import type { LineRange } from "../text/span.ts";
import { wrapError } from "../text/wrap-error.ts";
import { defaultLintConfig, type LintConfig, parseLintOptions } from "./lint-config.ts";
import type { LintEvents } from "./lint-events.ts";
import type { LintWarning } from "./lint-warning.ts";
import { messages } from "./messages.ts";
import { reportFile } from "./report-file.ts";
import { Reporter } from "./reporter.ts";

/**
 * A listener for one compilation that tells `emit` what the rules find, in the reference's order. `config` stands in
 * for the file's own `check=` directive. Without `emit` nothing is looked for. Its `parsed` throws an Error for a
 * directive that can not be read, `beforeLink` a GoError where warnings are to fail the build and there were any.
 *
 * @mirrors frontend/dockerfile/dockerfile2llb/convert.go newRuleLinter, frontend/dockerfile/linter/linter.go Linter
 */
export function createLinter(
  config: LintConfig | undefined,
  emit: ((warning: LintWarning) => void) | undefined,
): Observer {
  const reporter = new Reporter(emit);
  const declaredGlobals = new Set<string>();
  const commands = new Map<PlannedStage, Map<string, LineRange>>();
  const parsed = (file: Dockerfile): void => {
    reporter.configure(config ?? directiveConfig(file));
    reportFile(file, reporter);
  };
  if (emit === undefined) return { ...silentObserver, parsed };
  return {
    ...silentObserver,
    parsed,
    defaultsEvaluated: (file, globals) => reporter.fire("defaultsEvaluated", { file, globals }),
    globalsEvaluated(args) {
      for (const key of args.keys()) declaredGlobals.add(key);
    },
    baseExpanded: ({ from }, word, globals) =>
      reporter.fire("baseExpanded", { from, word, globals, declared: declaredGlobals }, from.comments),
    platformExpanded: ({ from }, word, globals, host) =>
      reporter.fire("platformExpanded", { from, word, globals, declared: declaredGlobals, host }, from.comments),
    // Comments do not count here, as in the reference.
    baseResolved: ({ lines }, image) => reporter.fire("baseResolved", { lines, image }),
    ...instructionListeners(reporter, commands),
    beforeLink: () => reporter.finish(),
  };
}

type InstructionListeners = Pick<
  Observer,
  "undefinedVariables" | "pairSet" | "argNamed" | "commandSet" | "workdirSet" | "copySource" | "portExposed"
>;

function instructionListeners(
  reporter: Reporter,
  commands: Map<PlannedStage, Map<string, LineRange>>,
): InstructionListeners {
  const fire = <E extends keyof LintEvents>(
    { instruction }: Placed<Instruction>,
    event: E,
    facts: LintEvents[E],
  ): void => reporter.fire(event, facts, instruction.comments);
  return {
    undefinedVariables: (at, names, env) => fire(at, "undefinedVariables", { lines: at.lines, names, env }),
    pairSet: (at, key, noDelimiter) => fire(at, "pairSet", { at, key, noDelimiter }),
    argNamed: (at, key) => fire(at, "argNamed", { lines: at.lines, key }),
    commandSet(at, shell) {
      const earlier = earlierCommands(commands, at.stage);
      fire(at, "commandSet", { at, shell, before: earlier.get(at.instruction.kind) });
      earlier.set(at.instruction.kind, at.lines);
    },
    workdirSet: (at, path, { os }, first) => fire(at, "workdirSet", { lines: at.lines, path, os, first }),
    copySource: (at, path, ignore) => fire(at, "copySource", { at, path, ignore }),
    portExposed: (at, text, protocol, mapped) => fire(at, "portExposed", { lines: at.lines, text, protocol, mapped }),
  };
}

function earlierCommands(
  commands: Map<PlannedStage, Map<string, LineRange>>,
  stage: PlannedStage,
): Map<string, LineRange> {
  const earlier = commands.get(stage) ?? new Map<string, LineRange>();
  commands.set(stage, earlier);
  return earlier;
}

function directiveConfig({ source }: Dockerfile): LintConfig {
  const directive = parseDirective("check", source.text);
  if (directive === undefined) return defaultLintConfig;
  try {
    return parseLintOptions(directive.value);
  } catch (error) {
    throw wrapError(error, messages.checkDirective);
  }
}
