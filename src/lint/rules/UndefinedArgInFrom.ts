import type { Environment } from "../../dockerfile/words/environment.ts";
import { sortedStrings } from "../../go/code-point-order.ts";
import { suggest } from "../../go/suggest.ts";
import type { ExpandedFrom } from "../lint-events.ts";
import type { Finding, Rule } from "../rule.ts";

/** A variable in FROM that is no global ARG. */
export const UndefinedArgInFrom: Rule<[name: string, suggestion: string]> = {
  name: "UndefinedArgInFrom",
  description: "FROM command must use declared ARGs",
  url: "https://docs.docker.com/go/dockerfile/rule/undefined-arg-in-from/",
  experimental: false,
  message: (name, suggestion) =>
    `FROM argument '${name}' is not declared${suggestion === "" ? "" : ` (did you mean ${suggestion}?)`}`,
  checks: { baseExpanded: undeclaredArgs, platformExpanded: undeclaredArgs },
};

/** The reference takes names and suggestions in random order: here they are sorted. */
function undeclaredArgs({ from, word, globals, declared }: ExpandedFrom): readonly Finding[] {
  if (word.unmatched.size === 0) return [];
  const known = knownArgs(globals, declared);
  return sortedStrings(word.unmatched)
    .filter((name) => !known.has(name))
    .map((name) => ({
      message: UndefinedArgInFrom.message(name, suggest(name, known, true) ?? ""),
      lines: from.lines,
    }));
}

const namesOf = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();

/** The names that a FROM may use, sorted: the same for all of a compilation. */
function knownArgs(globals: Environment, declared: ReadonlySet<string>): ReadonlySet<string> {
  const names = namesOf.get(declared) ?? new Set(sortedStrings(new Set([...globals.keys(), ...declared])));
  namesOf.set(declared, names);
  return names;
}
