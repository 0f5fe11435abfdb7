import { sortedStrings } from "../go/code-point-order.ts";
import { GoError } from "../go/go-error.ts";
import { wireRanges } from "../text/span.ts";
import { ActiveRules } from "./active-rules.ts";
import { defaultLintConfig, type LintConfig } from "./lint-config.ts";
import type { LintEvents } from "./lint-events.ts";
import type { LintWarning } from "./lint-warning.ts";
import { messages } from "./messages.ts";
import type { Rule } from "./rule.ts";
import { rules } from "./rules/index.ts";

/** Asks the rules that are active where something happened, and passes on what they find. */
export class Reporter {
  readonly #emit: ((warning: LintWarning) => void) | undefined;
  readonly #byComments = new WeakMap<readonly string[], ActiveRules>();
  readonly #reported = new Set<string>();
  #active = ActiveRules.of(defaultLintConfig);
  #returnAsError = false;

  constructor(emit: ((warning: LintWarning) => void) | undefined) {
    this.#emit = emit;
  }

  configure(config: LintConfig): void {
    this.#active = ActiveRules.of(config);
    this.#returnAsError = config.returnAsError;
  }

  /** Something happened at an instruction with these comments; without comments the file's config alone counts. */
  fire<E extends keyof LintEvents>(event: E, facts: LintEvents[E], comments?: readonly string[]): void {
    if (this.#emit === undefined) return;
    const active = comments === undefined || comments.length === 0 ? this.#active : this.#activeUnder(comments);
    for (const rule of active.among(listeners[event])) {
      for (const { message, lines } of rule.checks[event]?.(facts) ?? []) {
        this.#reported.add(rule.name);
        const { name, description, url } = rule;
        const ranges = lines === undefined ? [] : wireRanges(lines);
        this.#emit({ rule: name, description, url, message, ranges });
      }
    }
  }

  finish(): void {
    if (!this.#returnAsError || this.#reported.size === 0) return;
    throw new GoError(messages.violations(sortedStrings(this.#reported)));
  }

  #activeUnder(comments: readonly string[]): ActiveRules {
    let active = this.#byComments.get(comments);
    if (active === undefined) this.#byComments.set(comments, (active = this.#active.under(comments)));
    return active;
  }
}

const listeners: { readonly [E in keyof LintEvents]: readonly Rule[] } = {
  emptyContinuation: listenersOf("emptyContinuation"),
  instructionSplit: listenersOf("instructionSplit"),
  instructionRead: listenersOf("instructionRead"),
  stageNamed: listenersOf("stageNamed"),
  fileRead: listenersOf("fileRead"),
  defaultsEvaluated: listenersOf("defaultsEvaluated"),
  baseExpanded: listenersOf("baseExpanded"),
  platformExpanded: listenersOf("platformExpanded"),
  baseResolved: listenersOf("baseResolved"),
  undefinedVariables: listenersOf("undefinedVariables"),
  pairSet: listenersOf("pairSet"),
  argNamed: listenersOf("argNamed"),
  commandSet: listenersOf("commandSet"),
  workdirSet: listenersOf("workdirSet"),
  copySource: listenersOf("copySource"),
  portExposed: listenersOf("portExposed"),
};

function listenersOf(event: keyof LintEvents): readonly Rule[] {
  return rules.filter(({ checks }) => checks[event] !== undefined);
}
