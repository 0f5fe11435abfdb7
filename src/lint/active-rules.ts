import { lineDirective } from "../dockerfile/lines/directives.ts";
import { cut } from "../go/trim.ts";
import { type LintConfig, parseLintOptions } from "./lint-config.ts";
import type { Rule } from "./rule.ts";

/** The rules that report at one place of a file. */
export class ActiveRules {
  readonly #experimental: ReadonlySet<string> | "all";
  readonly #skipped: ReadonlySet<string> | "all";
  readonly #among = new Map<readonly Rule[], readonly Rule[]>();

  private constructor(experimental: ReadonlySet<string> | "all", skipped: ReadonlySet<string> | "all") {
    this.#experimental = experimental;
    this.#skipped = skipped;
  }

  static of(config: LintConfig): ActiveRules {
    return new ActiveRules(
      config.experimentalAll ? "all" : new Set(config.experimentalRules),
      config.skipAll ? "all" : new Set(config.skipRules),
    );
  }

  /** Those of some rules that report; remembered by the list. */
  among(rules: readonly Rule[]): readonly Rule[] {
    let found = this.#among.get(rules);
    if (found === undefined) this.#among.set(rules, (found = rules.filter((rule) => this.has(rule))));
    return found;
  }

  /** Whether the rule reports: an experimental one when it is asked for, even where all rules are skipped. */
  has({ name, experimental }: Rule): boolean {
    if (experimental) return this.#experimental === "all" || this.#experimental.has(name);
    return this.#skipped !== "all" && !this.#skipped.has(name);
  }

  /**
   * The rules at an instruction with these comments above it: the first of them that is a `check=` counts, as far as its
   * first space, and adds to what is in force. One that can not be read changes nothing.
   *
   * @mirrors frontend/dockerfile/linter/linter.go WithMergedConfigFromComments
   */
  under(comments: readonly string[]): ActiveRules {
    for (const comment of comments) {
      const directive = lineDirective(comment, "");
      if (directive?.name !== "check") continue;
      const config = readableOptions(cut(directive.value, " ")[0]);
      return config === undefined ? this : this.#with(config);
    }
    return this;
  }

  #with(config: LintConfig): ActiveRules {
    const other = ActiveRules.of(config);
    return new ActiveRules(union(this.#experimental, other.#experimental), union(this.#skipped, other.#skipped));
  }
}

function union(left: ReadonlySet<string> | "all", right: ReadonlySet<string> | "all"): ReadonlySet<string> | "all" {
  return left === "all" || right === "all" ? "all" : new Set([...left, ...right]);
}

function readableOptions(text: string): LintConfig | undefined {
  try {
    return parseLintOptions(text);
  } catch {
    return undefined;
  }
}
