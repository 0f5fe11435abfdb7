import { GoError } from "../go/go-error.ts";
import { parseBool } from "../go/parse-number.ts";
import { trimSpace } from "../go/space.ts";
import { cut, splitN } from "../go/trim.ts";
import { wrapError } from "../text/wrap-error.ts";
import { messages } from "./messages.ts";

/** Which rules report, and whether what they report fails the build. */
export interface LintConfig {
  readonly skipAll: boolean;
  readonly skipRules: readonly string[];
  readonly experimentalAll: boolean;
  readonly experimentalRules: readonly string[];
  readonly returnAsError: boolean;
}

/** What no option changes. */
export const defaultLintConfig: LintConfig = {
  skipAll: false,
  skipRules: [],
  experimentalAll: false,
  experimentalRules: [],
  returnAsError: false,
};

/** A list of rules, or all. */
interface RuleChoice {
  readonly all: boolean;
  readonly rules: readonly string[];
}

/**
 * The options of `check=`: up to three of `skip=`, `experimental=` (rules or `all`) and `error=`, `;` between them; of
 * equal ones the last list counts, `all` stays. Throws an Error for anything else.
 *
 * @mirrors frontend/dockerfile/linter/linter.go ParseLintOptions
 */
export function parseLintOptions(text: string): LintConfig {
  const options = trimSpace(text);
  let config = defaultLintConfig;
  if (options === "") return config;
  for (const part of splitN(options, ";", 3)) config = { ...config, ...parseOption(part, config) };
  return config;
}

function parseOption(part: string, config: LintConfig): Partial<LintConfig> {
  const [name, value, found] = cut(part, "=");
  if (!found) throw new GoError(messages.checkOption(part));
  const key = trimSpace(name);
  switch (key) {
    case "skip": {
      const { all, rules } = ruleChoice(value, config.skipRules);
      return { skipAll: config.skipAll || all, skipRules: rules };
    }
    case "experimental": {
      const { all, rules } = ruleChoice(value, config.experimentalRules);
      return { experimentalAll: config.experimentalAll || all, experimentalRules: rules };
    }
    case "error":
      return { returnAsError: booleanOf(value, part) };
    default:
      throw new GoError(messages.checkOption(key));
  }
}

function ruleChoice(value: string, earlier: readonly string[]): RuleChoice {
  const rules = trimSpace(value);
  return rules === "all" ? { all: true, rules: earlier } : { all: false, rules: rules.split(",").map(trimSpace) };
}

function booleanOf(value: string, part: string): boolean {
  try {
    return parseBool(trimSpace(value));
  } catch (error) {
    throw wrapError(error, messages.checkValue(part));
  }
}
