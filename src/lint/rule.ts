import type { LineRange } from "../text/span.ts";
import type { LintEvents } from "./lint-events.ts";

/** One thing a rule found. */
export interface Finding {
  readonly message: string;
  /** Where; undefined where the file has no place for it. */
  readonly lines: LineRange | undefined;
}

/** What a rule finds at the events it listens to. */
export type Checks = { readonly [E in keyof LintEvents]?: (facts: LintEvents[E]) => readonly Finding[] };

/** A lint rule: what it says, and when. */
export interface Rule<Parts extends readonly string[] = readonly string[]> {
  /** The public name: in `check=` options, in messages, and of the rule's file. */
  readonly name: string;
  readonly description: string;
  /** The rule's page, "" where there is none. */
  readonly url: string;
  /** Off unless `experimental=` names it. */
  readonly experimental: boolean;
  message(...parts: Parts): string;
  readonly checks: Checks;
}
